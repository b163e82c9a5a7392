package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The vector twins of {@link FloatMath} and of the scalar functions in {@link ScalarActivations}: same operations, same order,
 * same bits in every lane (a NaN may carry other payload bits).
 *
 * <p>Not used, though fast: {@code lanewise(EXP)} and {@code lanewise(TANH)}, whose bits change when the JIT compiles
 * the caller; {@code min} and {@code max} of vectors, which cost five instructions on AVX2 where compare and blend cost
 * two; a conversion to int for 2^n, because the bits of n + {@link FloatMath#ROUND} hold n already.
 *
 * <p>All methods that take or return vectors are in this class: where C2 calls one instead of inlining it, which it may do to one
 * that it has compiled by itself or that is seldom reached, vectors live on the heap and everything is several times slower.
 * So Java is started with {@code -XX:CompileCommand=inline,dev.vitrine.engine.kernel.VectorMath::*}. For the same reason all
 * vectors of floats have one width: their methods share code, and with two widths in its profile C2 keeps both on the heap.
 */
final class VectorMath {
    private static final int L = Lanes.COUNT;
    private static final VectorMask<Float> FIRST_EIGHT = VectorMask.fromLong(SPECIES, 0x00FF);
    private static final VectorMask<Float> LAST_EIGHT = VectorMask.fromLong(SPECIES, 0xFF00);
    private static final int EXPONENT_BITS = 23;
    private static final int EXPONENT_BIAS = 127;

    private VectorMath() {
    }

    static FloatVector exp(FloatVector x) {
        FloatVector cut = x.blend(FloatMath.EXP_MAX, x.compare(VectorOperators.GT, FloatMath.EXP_MAX));
        FloatVector shifted = cut.fma(FloatVector.broadcast(SPECIES, FloatMath.LOG2_E),
                FloatVector.broadcast(SPECIES, FloatMath.ROUND));
        FloatVector n = shifted.sub(FloatMath.ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -FloatMath.LN2_HIGH), cut);
        r = n.fma(FloatVector.broadcast(SPECIES, -FloatMath.LN2_LOW), r);
        FloatVector p = r.fma(FloatVector.broadcast(SPECIES, FloatMath.C0), FloatVector.broadcast(SPECIES, FloatMath.C1));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatMath.C2));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatMath.C3));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatMath.C4));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatMath.C5));
        p = p.fma(r.mul(r), r.add(1f));
        FloatVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT_BITS)
                .add(EXPONENT_BIAS << EXPONENT_BITS).reinterpretAsFloats();
        return p.mul(power).blend(0f, x.compare(VectorOperators.LT, FloatMath.EXP_MIN));
    }

    static FloatVector sigmoid(FloatVector x) {
        return FloatVector.broadcast(SPECIES, 1f).div(exp(x.neg()).add(1f));
    }

    static FloatVector gelu(FloatVector x) {
        return x.div(geluGate(x, x.mul(x)));
    }

    /** sigmoid(t), where GELU is x sigmoid(t). */
    static FloatVector geluShare(FloatVector x) {
        return FloatVector.broadcast(SPECIES, 1f).div(geluGate(x, x.mul(x)));
    }

    static FloatVector geluSlope(FloatVector x) {
        return geluSlope(x, geluShare(x));
    }

    /** @param s {@link #geluShare} */
    static FloatVector geluSlope(FloatVector x, FloatVector s) {
        FloatVector square = x.mul(x);
        FloatVector slope = square.fma(FloatVector.broadcast(SPECIES, 3f * ScalarActivations.GELU_CUBE),
                FloatVector.broadcast(SPECIES, 1f)).mul(ScalarActivations.GELU_SLOPE);
        return x.mul(s.mul(FloatVector.broadcast(SPECIES, 1f).sub(s))).fma(slope, s);
    }

    private static FloatVector geluGate(FloatVector x, FloatVector square) {
        FloatVector cube = FloatVector.broadcast(SPECIES, -ScalarActivations.GELU_SLOPE * ScalarActivations.GELU_CUBE);
        return exp(x.mul(square.fma(cube, FloatVector.broadcast(SPECIES, -ScalarActivations.GELU_SLOPE)))).add(1f);
    }

    static FloatVector erf(FloatVector x) {
        FloatVector low = x.blend(-FloatMath.ERF_MAX, x.compare(VectorOperators.LT, -FloatMath.ERF_MAX));
        FloatVector cut = low.blend(FloatMath.ERF_MAX, low.compare(VectorOperators.GT, FloatMath.ERF_MAX));
        FloatVector t = cut.mul(cut);
        FloatVector p = t.fma(FloatVector.broadcast(SPECIES, FloatMath.P5), FloatVector.broadcast(SPECIES, FloatMath.P4));
        p = p.fma(t, FloatVector.broadcast(SPECIES, FloatMath.P3));
        p = p.fma(t, FloatVector.broadcast(SPECIES, FloatMath.P2));
        p = p.fma(t, FloatVector.broadcast(SPECIES, FloatMath.P1));
        p = p.fma(t, FloatVector.broadcast(SPECIES, FloatMath.P0));
        FloatVector q = t.fma(FloatVector.broadcast(SPECIES, FloatMath.Q5), FloatVector.broadcast(SPECIES, FloatMath.Q4));
        q = q.fma(t, FloatVector.broadcast(SPECIES, FloatMath.Q3));
        q = q.fma(t, FloatVector.broadcast(SPECIES, FloatMath.Q2));
        q = q.fma(t, FloatVector.broadcast(SPECIES, FloatMath.Q1));
        q = q.fma(t, FloatVector.broadcast(SPECIES, 1f));
        return cut.mul(p).div(q);
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector t = x.mul(x);
        FloatVector p = t.fma(FloatVector.broadcast(SPECIES, FloatMath.T9), FloatVector.broadcast(SPECIES, FloatMath.T7));
        p = p.fma(t, FloatVector.broadcast(SPECIES, FloatMath.T5));
        p = p.fma(t, FloatVector.broadcast(SPECIES, FloatMath.T3));
        FloatVector near = p.mul(t).fma(x, x);
        FloatVector far = FloatVector.broadcast(SPECIES, 1f).sub(FloatVector.broadcast(SPECIES, 2f).div(exp(x.add(x)).add(1f)));
        return far.blend(near, x.abs().compare(VectorOperators.LT, FloatMath.TANH_SMALL));
    }

    /** (1 + erf(x / sqrt(2))) / 2: the share of the standard normal distribution below x. */
    static FloatVector normalShare(FloatVector x) {
        return erf(x.mul(ScalarActivations.ROOT_HALF)).add(1f).mul(0.5f);
    }

    static FloatVector geluErfSlope(FloatVector x) {
        FloatVector density = exp(x.mul(x).mul(-0.5f)).mul(ScalarActivations.NORMAL_PEAK);
        return x.fma(density, normalShare(x));
    }

    static FloatVector silu(FloatVector x) {
        return x.div(exp(x.neg()).add(1f));
    }

    /** @param s sigmoid(x) */
    static FloatVector siluSlope(FloatVector x, FloatVector s) {
        return s.mul(x.fma(FloatVector.broadcast(SPECIES, 1f).sub(s), FloatVector.broadcast(SPECIES, 1f)));
    }

    /** {@link FloatMath#atan2}. */
    static FloatVector atan2(FloatVector y, FloatVector x) {
        FloatVector size = y.abs();
        VectorMask<Float> steep = size.compare(VectorOperators.GT, x);
        FloatVector t = size.blend(x, steep).div(x.blend(size, steep)).blend(0f, size.add(x).compare(VectorOperators.EQ, 0f));
        FloatVector s = t.mul(t);
        FloatVector p = s.fma(FloatVector.broadcast(SPECIES, FloatMath.A8), FloatVector.broadcast(SPECIES, FloatMath.A7));
        p = p.fma(s, FloatVector.broadcast(SPECIES, FloatMath.A6));
        p = p.fma(s, FloatVector.broadcast(SPECIES, FloatMath.A5));
        p = p.fma(s, FloatVector.broadcast(SPECIES, FloatMath.A4));
        p = p.fma(s, FloatVector.broadcast(SPECIES, FloatMath.A3));
        p = p.fma(s, FloatVector.broadcast(SPECIES, FloatMath.A2));
        p = p.fma(s, FloatVector.broadcast(SPECIES, FloatMath.A1));
        p = p.mul(s).fma(t, t);
        FloatVector angle = p.blend(FloatVector.broadcast(SPECIES, FloatMath.HALF_PI).sub(p), steep);
        return angle.reinterpretAsInts().or(y.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
    }

    /** {@link ScalarRows#fold} of 16 lanes, through memory: shuffles of vectors in registers are no faster. */
    static float fold(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3, float[] lanes) {
        spread(s0, s1, s2, s3, lanes);
        return ScalarRows.fold(lanes);
    }

    /** The lanes of a sum of 16, in memory. */
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

    /**
     * Writes eight numbers of a square's column, and with vectors of 16 those of the square after it, which is eight columns on. What
     * stands beside them is read and written back, which C2 makes less code of than of masked stores.
     */
    static void squares(FloatVector x, float[] to, int at, int ldTo) {
        if (L == 8) {
            x.intoArray(to, at);
        } else {
            FloatVector.fromArray(SPECIES, to, at).blend(x, FIRST_EIGHT).intoArray(to, at);
            int next = at + 8 * ldTo - 8;
            FloatVector.fromArray(SPECIES, to, next).blend(x, LAST_EIGHT).intoArray(to, next);
        }
    }
}
