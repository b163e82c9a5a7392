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
            return VectorMath.fold(s0, s1, s2, s3, lanes);
        }
        VectorMath.spread(s0, s1, s2, s3, lanes);
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
            return VectorMath.fold(s0, s1, s2, s3, lanes);
        }
        VectorMath.spread(s0, s1, s2, s3, lanes);
        for (int lane = 0; i < n; i++, lane++) {
            lanes[lane] += a[aAt + i];
        }
        return ScalarRows.fold(lanes);
    }
}
