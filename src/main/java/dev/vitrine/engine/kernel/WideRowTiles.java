package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * {@link RowTiles} for vectors of 512 bits, which come with 32 registers: up to 4 vectors wide, so that 16 sums need no more than
 * four places of A, and a step of k loads 4 vectors and 4 numbers for 16 multiply-adds. With eight rows of 2 vectors, as many
 * sums, C2 runs out of registers for the eight places: on a Xeon 100 GFLOP/s where these tiles make 150. {@code nextAt} is where
 * the second panel begins, which is one vector wide where the tile is 3.
 */
final class WideRowTiles {
    private static final int L = Lanes.COUNT;
    private WideRowTiles() {
    }

    static void tile4x4(int depth, float[] panel, int panelAt, int nextAt, float[] a, int aAt, int lda, int last,
                        float[] from, int fromAt, int ldFrom, float[] c, int cAt, int ldc) {
        int a0 = aAt;
        int a1 = aAt + Math.min(1, last) * lda;
        int a2 = aAt + Math.min(2, last) * lda;
        int a3 = aAt + Math.min(3, last) * lda;
        int c0 = cAt;
        int c1 = cAt + Math.min(1, last) * ldc;
        int c2 = cAt + Math.min(2, last) * ldc;
        int c3 = cAt + Math.min(3, last) * ldc;
        int from1 = fromAt + Math.min(1, last) * ldFrom;
        int from2 = fromAt + Math.min(2, last) * ldFrom;
        int from3 = fromAt + Math.min(3, last) * ldFrom;
        FloatVector s00 = FloatVector.fromArray(SPECIES, from, fromAt);
        FloatVector s01 = FloatVector.fromArray(SPECIES, from, fromAt + L);
        FloatVector s02 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * L);
        FloatVector s03 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * L);
        FloatVector s10 = FloatVector.fromArray(SPECIES, from, from1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, from, from1 + L);
        FloatVector s12 = FloatVector.fromArray(SPECIES, from, from1 + 2 * L);
        FloatVector s13 = FloatVector.fromArray(SPECIES, from, from1 + 3 * L);
        FloatVector s20 = FloatVector.fromArray(SPECIES, from, from2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, from, from2 + L);
        FloatVector s22 = FloatVector.fromArray(SPECIES, from, from2 + 2 * L);
        FloatVector s23 = FloatVector.fromArray(SPECIES, from, from2 + 3 * L);
        FloatVector s30 = FloatVector.fromArray(SPECIES, from, from3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, from, from3 + L);
        FloatVector s32 = FloatVector.fromArray(SPECIES, from, from3 + 2 * L);
        FloatVector s33 = FloatVector.fromArray(SPECIES, from, from3 + 3 * L);
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, panel, panelAt + p * 2 * L);
            FloatVector b1 = FloatVector.fromArray(SPECIES, panel, panelAt + p * 2 * L + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, panel, nextAt + p * 2 * L);
            FloatVector b3 = FloatVector.fromArray(SPECIES, panel, nextAt + p * 2 * L + L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            s03 = x0.fma(b3, s03);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            s12 = x1.fma(b2, s12);
            s13 = x1.fma(b3, s13);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            s22 = x2.fma(b2, s22);
            s23 = x2.fma(b3, s23);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            s32 = x3.fma(b2, s32);
            s33 = x3.fma(b3, s33);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s02.intoArray(c, c0 + 2 * L);
        s03.intoArray(c, c0 + 3 * L);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + L);
        s12.intoArray(c, c1 + 2 * L);
        s13.intoArray(c, c1 + 3 * L);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + L);
        s22.intoArray(c, c2 + 2 * L);
        s23.intoArray(c, c2 + 3 * L);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + L);
        s32.intoArray(c, c3 + 2 * L);
        s33.intoArray(c, c3 + 3 * L);
    }

    static void tile4x3(int depth, float[] panel, int panelAt, int nextAt, float[] a, int aAt, int lda, int last,
                        float[] from, int fromAt, int ldFrom, float[] c, int cAt, int ldc) {
        int a0 = aAt;
        int a1 = aAt + Math.min(1, last) * lda;
        int a2 = aAt + Math.min(2, last) * lda;
        int a3 = aAt + Math.min(3, last) * lda;
        int c0 = cAt;
        int c1 = cAt + Math.min(1, last) * ldc;
        int c2 = cAt + Math.min(2, last) * ldc;
        int c3 = cAt + Math.min(3, last) * ldc;
        int from1 = fromAt + Math.min(1, last) * ldFrom;
        int from2 = fromAt + Math.min(2, last) * ldFrom;
        int from3 = fromAt + Math.min(3, last) * ldFrom;
        FloatVector s00 = FloatVector.fromArray(SPECIES, from, fromAt);
        FloatVector s01 = FloatVector.fromArray(SPECIES, from, fromAt + L);
        FloatVector s02 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * L);
        FloatVector s10 = FloatVector.fromArray(SPECIES, from, from1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, from, from1 + L);
        FloatVector s12 = FloatVector.fromArray(SPECIES, from, from1 + 2 * L);
        FloatVector s20 = FloatVector.fromArray(SPECIES, from, from2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, from, from2 + L);
        FloatVector s22 = FloatVector.fromArray(SPECIES, from, from2 + 2 * L);
        FloatVector s30 = FloatVector.fromArray(SPECIES, from, from3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, from, from3 + L);
        FloatVector s32 = FloatVector.fromArray(SPECIES, from, from3 + 2 * L);
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, panel, panelAt + p * 2 * L);
            FloatVector b1 = FloatVector.fromArray(SPECIES, panel, panelAt + p * 2 * L + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, panel, nextAt + p * L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            s12 = x1.fma(b2, s12);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            s22 = x2.fma(b2, s22);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            s32 = x3.fma(b2, s32);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s02.intoArray(c, c0 + 2 * L);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + L);
        s12.intoArray(c, c1 + 2 * L);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + L);
        s22.intoArray(c, c2 + 2 * L);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + L);
        s32.intoArray(c, c3 + 2 * L);
    }

    static void tile4x1(int depth, float[] panel, int panelAt, float[] a, int aAt, int lda, int last,
                        float[] from, int fromAt, int ldFrom, float[] c, int cAt, int ldc) {
        int a0 = aAt;
        int a1 = aAt + Math.min(1, last) * lda;
        int a2 = aAt + Math.min(2, last) * lda;
        int a3 = aAt + Math.min(3, last) * lda;
        int c0 = cAt;
        int c1 = cAt + Math.min(1, last) * ldc;
        int c2 = cAt + Math.min(2, last) * ldc;
        int c3 = cAt + Math.min(3, last) * ldc;
        FloatVector s00 = FloatVector.fromArray(SPECIES, from, fromAt);
        FloatVector s10 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(1, last) * ldFrom);
        FloatVector s20 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(2, last) * ldFrom);
        FloatVector s30 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(3, last) * ldFrom);
        for (int p = 0; p < depth; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, panel, panelAt + p * L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
            s00 = x0.fma(b0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
            s10 = x1.fma(b0, s10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
            s20 = x2.fma(b0, s20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
            s30 = x3.fma(b0, s30);
        }
        s00.intoArray(c, c0);
        s10.intoArray(c, c1);
        s20.intoArray(c, c2);
        s30.intoArray(c, c3);
    }
}
