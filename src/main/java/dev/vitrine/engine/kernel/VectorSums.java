package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums over a row. The 16 lanes of a sum are four vectors of 4, two of 8 or one of 16. The tests of the width below are
 * constants: the JIT keeps one branch.
 */
abstract class VectorSums implements Kernels {
    private static final int L = Lanes.COUNT;
    static final int SUM_LANES = ScalarRows.LANES;
    private static final VectorShuffle<Float> BY8 = VectorShuffle.fromOp(SPECIES, i -> (i ^ 8) % L);
    private static final VectorShuffle<Float> BY4 = VectorShuffle.fromOp(SPECIES, i -> (i ^ 4) % L);
    private static final VectorShuffle<Float> BY2 = VectorShuffle.fromOp(SPECIES, i -> i ^ 2);
    private static final VectorShuffle<Float> BY1 = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);

    final float[] lanes = new float[SUM_LANES];

    @Override
    public final float dot(int n, float[] a, int aAt, float[] b, int bAt) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i <= n - SUM_LANES; i += SUM_LANES) {
            s0 = at(a, aAt + i).fma(at(b, bAt + i), s0);
            if (L < 16) {
                s1 = at(a, aAt + i + L).fma(at(b, bAt + i + L), s1);
            }
            if (L < 8) {
                s2 = at(a, aAt + i + 2 * L).fma(at(b, bAt + i + 2 * L), s2);
                s3 = at(a, aAt + i + 3 * L).fma(at(b, bAt + i + 3 * L), s3);
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
            s0 = s0.add(at(a, aAt + i));
            if (L < 16) {
                s1 = s1.add(at(a, aAt + i + L));
            }
            if (L < 8) {
                s2 = s2.add(at(a, aAt + i + 2 * L));
                s3 = s3.add(at(a, aAt + i + 3 * L));
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

    /** {@link ScalarRows#fold} of 16 lanes in registers: what goes through memory waits for its stores. */
    static float fold(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
        FloatVector s = L >= 16 ? s0 : L == 8 ? s0.add(s1) : s0.add(s2).add(s1.add(s3));
        if (L >= 16) {
            s = s.add(s.rearrange(BY8));
        }
        if (L >= 8) {
            s = s.add(s.rearrange(BY4));
        }
        s = s.add(s.rearrange(BY2));
        return s.add(s.rearrange(BY1)).lane(0);
    }

    static void spread(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3, float[] lanes) {
        s0.intoArray(lanes, 0);
        if (L < 16) {
            s1.intoArray(lanes, L);
        }
        if (L < 8) {
            s2.intoArray(lanes, 2 * L);
            s3.intoArray(lanes, 3 * L);
        }
    }

    static FloatVector at(float[] array, int index) {
        return FloatVector.fromArray(SPECIES, array, index);
    }

    static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}
