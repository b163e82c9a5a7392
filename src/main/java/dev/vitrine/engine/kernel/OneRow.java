package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Products of one row with a packed matrix: decoding waits for the weights to come from memory, so what counts is how they are
 * read. Four {@link Panel}s side by side are four streams, each read from its beginning to its end. Measured at 2.6 MB of weights
 * (third-level cache) and at 23 MB (memory), GB/s on one busy AVX-512 core: four panels 70 and 44, two 71 and 43, one stream of
 * four times the width 69 and 32, eight rows of a matrix that is not packed 62 and 38.
 */
final class OneRow {
    private static final int L = Lanes.COUNT;
    private static final int WIDTH = Panel.WIDTH;

    private OneRow() {
    }

    /** c(4 WIDTH) = start + a(depth) * four panels, the second of which begins {@code next} behind the first. */
    static void fourPanels(int depth, float[] a, int aAt, float[] b, int bAt, int next, float[] start, int startAt, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + L);
        FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * L);
        FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * L);
        FloatVector s4 = FloatVector.fromArray(SPECIES, start, startAt + 4 * L);
        FloatVector s5 = FloatVector.fromArray(SPECIES, start, startAt + 5 * L);
        FloatVector s6 = FloatVector.fromArray(SPECIES, start, startAt + 6 * L);
        FloatVector s7 = FloatVector.fromArray(SPECIES, start, startAt + 7 * L);
        for (int p = 0, b0 = bAt; p < depth; p++, b0 += WIDTH) {
            int b1 = b0 + next;
            int b2 = b1 + next;
            int b3 = b2 + next;
            FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + p]);
            s0 = x.fma(FloatVector.fromArray(SPECIES, b, b0), s0);
            s1 = x.fma(FloatVector.fromArray(SPECIES, b, b0 + L), s1);
            s2 = x.fma(FloatVector.fromArray(SPECIES, b, b1), s2);
            s3 = x.fma(FloatVector.fromArray(SPECIES, b, b1 + L), s3);
            s4 = x.fma(FloatVector.fromArray(SPECIES, b, b2), s4);
            s5 = x.fma(FloatVector.fromArray(SPECIES, b, b2 + L), s5);
            s6 = x.fma(FloatVector.fromArray(SPECIES, b, b3), s6);
            s7 = x.fma(FloatVector.fromArray(SPECIES, b, b3 + L), s7);
        }
        s0.intoArray(c, cAt);
        s1.intoArray(c, cAt + L);
        s2.intoArray(c, cAt + 2 * L);
        s3.intoArray(c, cAt + 3 * L);
        s4.intoArray(c, cAt + 4 * L);
        s5.intoArray(c, cAt + 5 * L);
        s6.intoArray(c, cAt + 6 * L);
        s7.intoArray(c, cAt + 7 * L);
    }

    /** The same for one whole panel. */
    static void onePanel(int depth, float[] a, int aAt, float[] b, int bAt, float[] start, int startAt, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + L);
        for (int p = 0, from = bAt; p < depth; p++, from += WIDTH) {
            FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + p]);
            s0 = x.fma(FloatVector.fromArray(SPECIES, b, from), s0);
            s1 = x.fma(FloatVector.fromArray(SPECIES, b, from + L), s1);
        }
        s0.intoArray(c, cAt);
        s1.intoArray(c, cAt + L);
    }
}
