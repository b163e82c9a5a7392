package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Sums over a row. The 16 lanes of a sum are four vectors of 4, two of 8 or one of 16. The tests of the width below are
 * constants: the JIT keeps one branch. Vectors are loaded where they are used, without a helper: one that C2 has compiled by
 * itself is called from then on, with vectors on the heap.
 */
abstract class VectorSums implements Kernels {
    private static final int L = Lanes.COUNT;
    static final int SUM_LANES = ScalarRows.LANES;

    final float[] lanes = new float[SUM_LANES];

    @Override
    public final float dot(int n, float[] a, int aAt, float[] b, int bAt) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= n - SUM_LANES; i += SUM_LANES) {
            s0 = FloatVector.fromArray(SPECIES, a, aAt + i).fma(FloatVector.fromArray(SPECIES, b, bAt + i), s0);
            if (L < 16) {
                s1 = FloatVector.fromArray(SPECIES, a, aAt + i + L).fma(FloatVector.fromArray(SPECIES, b, bAt + i + L), s1);
            }
            if (L < 8) {
                s2 = FloatVector.fromArray(SPECIES, a, aAt + i + 2 * L).fma(FloatVector.fromArray(SPECIES, b, bAt + i + 2 * L), s2);
                s3 = FloatVector.fromArray(SPECIES, a, aAt + i + 3 * L).fma(FloatVector.fromArray(SPECIES, b, bAt + i + 3 * L), s3);
            }
        }
        if (i == n) {
            return fold(s0, s1, s2, s3);
        }
        spread(s0, s1, s2, s3, lanes);
        for (int lane = 0; i < n; i++, lane++) {
            lanes[lane] = Math.fma(a[aAt + i], b[bAt + i], lanes[lane]);
        }
        return ScalarRows.fold(lanes);
    }

    @Override
    public final float sum(int n, float[] a, int aAt) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= n - SUM_LANES; i += SUM_LANES) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, a, aAt + i));
            if (L < 16) {
                s1 = s1.add(FloatVector.fromArray(SPECIES, a, aAt + i + L));
            }
            if (L < 8) {
                s2 = s2.add(FloatVector.fromArray(SPECIES, a, aAt + i + 2 * L));
                s3 = s3.add(FloatVector.fromArray(SPECIES, a, aAt + i + 3 * L));
            }
        }
        if (i == n) {
            return fold(s0, s1, s2, s3);
        }
        spread(s0, s1, s2, s3, lanes);
        for (int lane = 0; i < n; i++, lane++) {
            lanes[lane] += a[aAt + i];
        }
        return ScalarRows.fold(lanes);
    }

    /** {@link ScalarRows#fold} of 16 lanes, through memory: shuffles of vectors in registers are no faster. */
    final float fold(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
        spread(s0, s1, s2, s3, lanes);
        return ScalarRows.fold(lanes);
    }

    /**
     * The lanes of a sum, in memory. This and what it calls have fewer than 35 bytes of code, so that C2 inlines them where
     * they are seldom reached, too: a call would put the vectors on the heap, also on the way that does not call.
     */
    static void spread(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3, float[] lanes) {
        s0.intoArray(lanes, 0);
        if (L < 16) {
            spreadSecond(s1, s2, s3, lanes);
        }
    }

    private static void spreadSecond(FloatVector s1, FloatVector s2, FloatVector s3, float[] lanes) {
        s1.intoArray(lanes, L);
        if (L < 8) {
            spreadLast(s2, s3, lanes);
        }
    }

    private static void spreadLast(FloatVector s2, FloatVector s3, float[] lanes) {
        s2.intoArray(lanes, 2 * L);
        s3.intoArray(lanes, 3 * L);
    }
}
