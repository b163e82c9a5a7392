package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Norms of a row, on vectors, nothing between the two passes over it being stored. Rows that are not a multiple of
 * {@link ScalarRows#LANES} long go to the scalar twin.
 */
abstract class VectorNorms extends VectorSums {
    private static final int L = Lanes.COUNT;

    private final Kernels plain = new EjmlKernels();

    private static boolean whole(int n) {
        return n % ScalarRows.LANES == 0;
    }

    @Override
    public final float layerNorm(int n, float[] x, float[] normal, float[] y, int at, float[] gain, float @Nullable [] bias, double eps) {
        if (!whole(n)) {
            return plain.layerNorm(n, x, normal, y, at, gain, bias, eps);
        }
        float mean = sum(n, x, at) / n;
        float r = ScalarRows.reciprocalRoot(squaresAround(mean, n, x, at), n, eps);
        for (int i = 0; i < n; i += L) {
            FloatVector unit = FloatVector.fromArray(SPECIES, x, at + i).sub(mean).mul(r);
            unit.intoArray(normal, at + i);
            FloatVector scaled = unit.mul(FloatVector.fromArray(SPECIES, gain, i));
            (bias == null ? scaled : scaled.add(FloatVector.fromArray(SPECIES, bias, i))).intoArray(y, at + i);
        }
        return r;
    }

    private float squaresAround(float mean, int n, float[] x, int at) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = 0; i < n; i += SUM_LANES) {
            FloatVector d0 = FloatVector.fromArray(SPECIES, x, at + i).sub(mean);
            s0 = d0.fma(d0, s0);
            if (L < 16) {
                FloatVector d1 = FloatVector.fromArray(SPECIES, x, at + i + L).sub(mean);
                s1 = d1.fma(d1, s1);
            }
            if (L < 8) {
                FloatVector d2 = FloatVector.fromArray(SPECIES, x, at + i + 2 * L).sub(mean);
                s2 = d2.fma(d2, s2);
                FloatVector d3 = FloatVector.fromArray(SPECIES, x, at + i + 3 * L).sub(mean);
                s3 = d3.fma(d3, s3);
            }
        }
        return VectorMath.fold(s0, s1, s2, s3, lanes);
    }

    @Override
    public final void layerNormBackward(int n, float[] dy, float[] normal, float[] dx, int at, float[] gain, float r,
                                        float[] dGain, float @Nullable [] dBias) {
        if (!whole(n)) {
            plain.layerNormBackward(n, dy, normal, dx, at, gain, r, dGain, dBias);
            return;
        }
        float mean = sumOfProducts(n, dy, at, gain) / n;
        float along = sumOfProducts(n, dy, at, gain, normal) / n;
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(SPECIES, dy, at + i);
            FloatVector unit = FloatVector.fromArray(SPECIES, normal, at + i);
            d.mul(FloatVector.fromArray(SPECIES, gain, i)).sub(mean).sub(unit.mul(along)).mul(r).intoArray(dx, at + i);
            FloatVector.fromArray(SPECIES, dGain, i).add(d.mul(unit)).intoArray(dGain, i);
            if (dBias != null) {
                FloatVector.fromArray(SPECIES, dBias, i).add(d).intoArray(dBias, i);
            }
        }
    }

    /** Sum of dy * gain. */
    private float sumOfProducts(int n, float[] dy, int at, float[] gain) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = 0; i < n; i += SUM_LANES) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, dy, at + i).mul(FloatVector.fromArray(SPECIES, gain, i)));
            if (L < 16) {
                s1 = s1.add(FloatVector.fromArray(SPECIES, dy, at + i + L).mul(FloatVector.fromArray(SPECIES, gain, i + L)));
            }
            if (L < 8) {
                s2 = s2.add(FloatVector.fromArray(SPECIES, dy, at + i + 2 * L).mul(FloatVector.fromArray(SPECIES, gain, i + 2 * L)));
                s3 = s3.add(FloatVector.fromArray(SPECIES, dy, at + i + 3 * L).mul(FloatVector.fromArray(SPECIES, gain, i + 3 * L)));
            }
        }
        return VectorMath.fold(s0, s1, s2, s3, lanes);
    }

    /** Sum of dy * gain * x. */
    private float sumOfProducts(int n, float[] dy, int at, float[] gain, float[] x) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = 0; i < n; i += SUM_LANES) {
            FloatVector u0 = FloatVector.fromArray(SPECIES, dy, at + i).mul(FloatVector.fromArray(SPECIES, gain, i));
            s0 = u0.fma(FloatVector.fromArray(SPECIES, x, at + i), s0);
            if (L < 16) {
                FloatVector u1 = FloatVector.fromArray(SPECIES, dy, at + i + L).mul(FloatVector.fromArray(SPECIES, gain, i + L));
                s1 = u1.fma(FloatVector.fromArray(SPECIES, x, at + i + L), s1);
            }
            if (L < 8) {
                FloatVector u2 = FloatVector.fromArray(SPECIES, dy, at + i + 2 * L).mul(FloatVector.fromArray(SPECIES, gain, i + 2 * L));
                s2 = u2.fma(FloatVector.fromArray(SPECIES, x, at + i + 2 * L), s2);
                FloatVector u3 = FloatVector.fromArray(SPECIES, dy, at + i + 3 * L).mul(FloatVector.fromArray(SPECIES, gain, i + 3 * L));
                s3 = u3.fma(FloatVector.fromArray(SPECIES, x, at + i + 3 * L), s3);
            }
        }
        return VectorMath.fold(s0, s1, s2, s3, lanes);
    }

    @Override
    public final float rmsNorm(int n, float[] x, float[] y, int at, float[] gain, double eps) {
        if (!whole(n)) {
            return plain.rmsNorm(n, x, y, at, gain, eps);
        }
        float r = ScalarRows.reciprocalRoot(dot(n, x, at, x, at), n, eps);
        for (int i = 0; i < n; i += L) {
            FloatVector.fromArray(SPECIES, x, at + i).mul(r).mul(FloatVector.fromArray(SPECIES, gain, i)).intoArray(y, at + i);
        }
        return r;
    }

    @Override
    public final void rmsNormBackward(int n, float[] dy, float[] x, float[] dx, int at, float[] gain, float r, float[] dGain) {
        if (!whole(n)) {
            plain.rmsNormBackward(n, dy, x, dx, at, gain, r, dGain);
            return;
        }
        float mean = sumOfProducts(n, dy, at, gain, x) * r / n;
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(SPECIES, dy, at + i);
            FloatVector unit = FloatVector.fromArray(SPECIES, x, at + i).mul(r);
            d.mul(FloatVector.fromArray(SPECIES, gain, i)).sub(unit.mul(mean)).mul(r).intoArray(dx, at + i);
            FloatVector.fromArray(SPECIES, dGain, i).add(d.mul(unit)).intoArray(dGain, i);
        }
    }
}
