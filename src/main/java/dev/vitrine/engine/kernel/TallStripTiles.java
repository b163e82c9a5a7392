package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of 8 rows by up to 2 vectors of 512 bits whose columns of A lie in {@link Strips}: each number of A has a place that
 * is known when this is compiled. Where seven such places are held in registers (in {@link TallRowTiles} eight) the loop runs
 * out of them: on a Xeon this loop is a third faster than that of TallRowTiles, the whole product a tenth to a quarter.
 */
final class TallStripTiles {
    private static final int L = Lanes.COUNT;
    private TallStripTiles() {
    }

    static void tile8x2(int depth, float[] panel, int panelAt, float[] strip, int stripAt, int last,
                        float[] from, int fromAt, int ldFrom, float[] c, int cAt, int ldc) {
        int c0 = cAt;
        int c1 = cAt + Math.min(1, last) * ldc;
        int c2 = cAt + Math.min(2, last) * ldc;
        int c3 = cAt + Math.min(3, last) * ldc;
        int c4 = cAt + Math.min(4, last) * ldc;
        int c5 = cAt + Math.min(5, last) * ldc;
        int c6 = cAt + Math.min(6, last) * ldc;
        int c7 = cAt + Math.min(7, last) * ldc;
        FloatVector s00 = FloatVector.fromArray(SPECIES, from, fromAt);
        FloatVector s01 = FloatVector.fromArray(SPECIES, from, fromAt + L);
        FloatVector s10 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(1, last) * ldFrom);
        FloatVector s11 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(1, last) * ldFrom + L);
        FloatVector s20 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(2, last) * ldFrom);
        FloatVector s21 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(2, last) * ldFrom + L);
        FloatVector s30 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(3, last) * ldFrom);
        FloatVector s31 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(3, last) * ldFrom + L);
        FloatVector s40 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(4, last) * ldFrom);
        FloatVector s41 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(4, last) * ldFrom + L);
        FloatVector s50 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(5, last) * ldFrom);
        FloatVector s51 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(5, last) * ldFrom + L);
        FloatVector s60 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(6, last) * ldFrom);
        FloatVector s61 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(6, last) * ldFrom + L);
        FloatVector s70 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(7, last) * ldFrom);
        FloatVector s71 = FloatVector.fromArray(SPECIES, from, fromAt + Math.min(7, last) * ldFrom + L);
        for (int p = 0, row = stripAt; p < depth; p++, row += Strips.HEIGHT) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, panel, panelAt + p * 2 * L);
            FloatVector b1 = FloatVector.fromArray(SPECIES, panel, panelAt + p * 2 * L + L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, strip[row]);
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, strip[row + 1]);
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, strip[row + 2]);
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, strip[row + 3]);
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            FloatVector x4 = FloatVector.broadcast(SPECIES, strip[row + 4]);
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            FloatVector x5 = FloatVector.broadcast(SPECIES, strip[row + 5]);
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
            FloatVector x6 = FloatVector.broadcast(SPECIES, strip[row + 6]);
            s60 = x6.fma(b0, s60);
            s61 = x6.fma(b1, s61);
            FloatVector x7 = FloatVector.broadcast(SPECIES, strip[row + 7]);
            s70 = x7.fma(b0, s70);
            s71 = x7.fma(b1, s71);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + L);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + L);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + L);
        s40.intoArray(c, c4);
        s41.intoArray(c, c4 + L);
        s50.intoArray(c, c5);
        s51.intoArray(c, c5 + L);
        s60.intoArray(c, c6);
        s61.intoArray(c, c6 + L);
        s70.intoArray(c, c7);
        s71.intoArray(c, c7 + L);
    }

    static void tile8x1(int depth, float[] panel, int panelAt, float[] strip, int stripAt, int last,
                        float[] from, int fromAt, int ldFrom, float[] c, int cAt, int ldc) {
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
        for (int p = 0, row = stripAt; p < depth; p++, row += Strips.HEIGHT) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, panel, panelAt + p * L);
            FloatVector x0 = FloatVector.broadcast(SPECIES, strip[row]);
            s00 = x0.fma(b0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, strip[row + 1]);
            s10 = x1.fma(b0, s10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, strip[row + 2]);
            s20 = x2.fma(b0, s20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, strip[row + 3]);
            s30 = x3.fma(b0, s30);
            FloatVector x4 = FloatVector.broadcast(SPECIES, strip[row + 4]);
            s40 = x4.fma(b0, s40);
            FloatVector x5 = FloatVector.broadcast(SPECIES, strip[row + 5]);
            s50 = x5.fma(b0, s50);
            FloatVector x6 = FloatVector.broadcast(SPECIES, strip[row + 6]);
            s60 = x6.fma(b0, s60);
            FloatVector x7 = FloatVector.broadcast(SPECIES, strip[row + 7]);
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
