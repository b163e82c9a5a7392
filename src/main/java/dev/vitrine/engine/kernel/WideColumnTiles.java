package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** {@link ColumnTiles} for vectors of 512 bits; otherwise as {@link WideRowTiles}. Eight rows have one place here. */
final class WideColumnTiles {
    private static final int L = Lanes.COUNT;
    private WideColumnTiles() {
    }

    static void tile4x4(int depth, float[] panel, int panelAt, int nextAt, float[] a, int aAt, int lda, int last,
                        float[] from, int fromAt, int ldFrom, float[] c, int cAt, int ldc) {
        int a1 = Math.min(1, last);
        int a2 = Math.min(2, last);
        int a3 = Math.min(3, last);
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
        for (int p = 0, row = aAt; p < depth; p++, row += lda) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, panel, panelAt + p * 2 * L);
            FloatVector b1 = FloatVector.fromArray(SPECIES, panel, panelAt + p * 2 * L + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, panel, nextAt + p * 2 * L);
            FloatVector b3 = FloatVector.fromArray(SPECIES, panel, nextAt + p * 2 * L + L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[row]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            s03 = x0.fma(b3, s03);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[row + a1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            s12 = x1.fma(b2, s12);
            s13 = x1.fma(b3, s13);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[row + a2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            s22 = x2.fma(b2, s22);
            s23 = x2.fma(b3, s23);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[row + a3]);
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
        int a1 = Math.min(1, last);
        int a2 = Math.min(2, last);
        int a3 = Math.min(3, last);
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
        for (int p = 0, row = aAt; p < depth; p++, row += lda) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, panel, panelAt + p * 2 * L);
            FloatVector b1 = FloatVector.fromArray(SPECIES, panel, panelAt + p * 2 * L + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, panel, nextAt + p * L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[row]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            s02 = x0.fma(b2, s02);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[row + a1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            s12 = x1.fma(b2, s12);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[row + a2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            s22 = x2.fma(b2, s22);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[row + a3]);
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

    static void tile8x1(int depth, float[] panel, int panelAt, float[] a, int aAt, int lda, int last,
                        float[] from, int fromAt, int ldFrom, float[] c, int cAt, int ldc) {
        int a1 = Math.min(1, last);
        int a2 = Math.min(2, last);
        int a3 = Math.min(3, last);
        int a4 = Math.min(4, last);
        int a5 = Math.min(5, last);
        int a6 = Math.min(6, last);
        int a7 = Math.min(7, last);
        int c0 = cAt;
        int c1 = cAt + Math.min(1, last) * ldc;
        int c2 = cAt + Math.min(2, last) * ldc;
        int c3 = cAt + Math.min(3, last) * ldc;
        int c4 = cAt + Math.min(4, last) * ldc;
        int c5 = cAt + Math.min(5, last) * ldc;
        int c6 = cAt + Math.min(6, last) * ldc;
        int c7 = cAt + Math.min(7, last) * ldc;
        FloatVector s00 = FloatVector.fromArray(SPECIES, from, fromAt);
        FloatVector s10 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(1, last) * ldFrom);
        FloatVector s20 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(2, last) * ldFrom);
        FloatVector s30 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(3, last) * ldFrom);
        FloatVector s40 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(4, last) * ldFrom);
        FloatVector s50 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(5, last) * ldFrom);
        FloatVector s60 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(6, last) * ldFrom);
        FloatVector s70 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(7, last) * ldFrom);
        for (int p = 0, row = aAt; p < depth; p++, row += lda) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, panel, panelAt + p * L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[row]);
            s00 = x0.fma(b0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[row + a1]);
            s10 = x1.fma(b0, s10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[row + a2]);
            s20 = x2.fma(b0, s20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[row + a3]);
            s30 = x3.fma(b0, s30);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[row + a4]);
            s40 = x4.fma(b0, s40);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[row + a5]);
            s50 = x5.fma(b0, s50);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[row + a6]);
            s60 = x6.fma(b0, s60);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[row + a7]);
            s70 = x7.fma(b0, s70);
        }
        s00.intoArray(c, c0);
        s10.intoArray(c, c1);
        s20.intoArray(c, c2);
        s30.intoArray(c, c3);
        s40.intoArray(c, c4);
        s50.intoArray(c, c5);
        s60.intoArray(c, c6);
        s70.intoArray(c, c7);
    }
}
