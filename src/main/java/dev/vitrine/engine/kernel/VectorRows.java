package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Everything in {@link Kernels} but the products, on vectors: the twin of {@link ScalarRows}, with the same bits. What
 * is left over at the end of a row is done by the twin's own scalar functions.
 */
abstract class VectorRows extends VectorActivations {
    private static final int L = Lanes.COUNT;
    private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

    /** Each half of a vector in the place of the other. */
    private static final VectorShuffle<Float> SWAPPED = VectorShuffle.fromOp(SPECIES, i -> (i + L / 2) % L);

    private final float[] moreLanes = new float[SUM_LANES];

    @Override
    public final void softmax(int n, float[] x, int xAt, float[] y, int yAt, float scale) {
        multiply(n, y, yAt, 1f / exponentials(n, x, xAt, y, yAt, scale, largest(n, x, xAt, scale)));
    }

    /** Each of the three loops works all rows, so that none waits for the one before it. */
    @Override
    public final void softmaxRows(int rows, int n, float[] x, int xAt, int ldx, float scale) {
        for (int from = 0; from < rows; from += moreLanes.length) {
            int some = Math.min(moreLanes.length, rows - from);
            int begin = xAt + from * ldx;
            for (int row = 0; row < some; row++) {
                moreLanes[row] = largest(n, x, begin + row * ldx, scale);
            }
            for (int row = 0; row < some; row++) {
                int at = begin + row * ldx;
                moreLanes[row] = 1f / exponentials(n, x, at, x, at, scale, moreLanes[row]);
            }
            for (int row = 0; row < some; row++) {
                multiply(n, x, begin + row * ldx, moreLanes[row]);
            }
        }
    }

    @Override
    public final float softmaxAndLogSum(int n, float[] x, int xAt, float[] y, int yAt) {
        float max = largest(n, x, xAt, 1f);
        float sum = exponentials(n, x, xAt, y, yAt, 1f, max);
        multiply(n, y, yAt, 1f / sum);
        return ScalarRows.logSumExp(max, sum);
    }

    @Override
    public final void softmaxBackward(int n, float[] p, int pAt, float[] d, int dAt, float scale) {
        float mean = dot(n, p, pAt, d, dAt);
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector centred = FloatVector.fromArray(SPECIES, d, dAt + i).sub(mean);
            FloatVector.fromArray(SPECIES, p, pAt + i).mul(centred).mul(scale).intoArray(d, dAt + i);
        }
        for (; i < n; i++) {
            d[dAt + i] = p[pAt + i] * (d[dAt + i] - mean) * scale;
        }
    }

    @Override
    public final void addRows(int rows, int n, float[] a, int aAt, int lda, float[] sum, int sumAt) {
        int i = 0;
        for (; i <= n - 4 * L; i += 4 * L) {
            addRowsOfFour(rows, a, aAt + i, lda, sum, sumAt + i);
        }
        for (; i <= n - L; i += L) {
            FloatVector s = FloatVector.fromArray(SPECIES, sum, sumAt + i);
            for (int row = 0, from = aAt + i; row < rows; row++, from += lda) {
                s = s.add(FloatVector.fromArray(SPECIES, a, from));
            }
            s.intoArray(sum, sumAt + i);
        }
        for (; i < n; i++) {
            float s = sum[sumAt + i];
            for (int row = 0, from = aAt + i; row < rows; row++, from += lda) {
                s += a[from];
            }
            sum[sumAt + i] = s;
        }
    }

    /** Four vectors side by side: a sum waits for itself only every fourth addition. */
    private static void addRowsOfFour(int rows, float[] a, int aAt, int lda, float[] sum, int sumAt) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, sum, sumAt);
        FloatVector s1 = FloatVector.fromArray(SPECIES, sum, sumAt + L);
        FloatVector s2 = FloatVector.fromArray(SPECIES, sum, sumAt + 2 * L);
        FloatVector s3 = FloatVector.fromArray(SPECIES, sum, sumAt + 3 * L);
        for (int row = 0, from = aAt; row < rows; row++, from += lda) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, a, from));
            s1 = s1.add(FloatVector.fromArray(SPECIES, a, from + L));
            s2 = s2.add(FloatVector.fromArray(SPECIES, a, from + 2 * L));
            s3 = s3.add(FloatVector.fromArray(SPECIES, a, from + 3 * L));
        }
        s0.intoArray(sum, sumAt);
        s1.intoArray(sum, sumAt + L);
        s2.intoArray(sum, sumAt + 2 * L);
        s3.intoArray(sum, sumAt + 3 * L);
    }

    /**
     * As integers that are in the order of the floats, whose maximum is one instruction where that of floats is five. A
     * NaN makes the whole row NaN, whether it is the largest here or not.
     */
    private static float largest(int n, float[] x, int xAt, float scale) {
        IntVector most = IntVector.broadcast(INTS, ordered(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY)));
        int i = 0;
        for (; i <= n - L; i += L) {
            IntVector bits = FloatVector.fromArray(SPECIES, x, xAt + i).mul(scale).reinterpretAsInts();
            most = most.max(bits.lanewise(VectorOperators.XOR,
                    bits.lanewise(VectorOperators.ASHR, 31).lanewise(VectorOperators.LSHR, 1)));
        }
        int max = most.reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            max = Math.max(max, ordered(Float.floatToRawIntBits(x[xAt + i] * scale)));
        }
        return Float.intBitsToFloat(ordered(max));
    }

    /** Turns the bits of floats into integers of the same order, and back. */
    private static int ordered(int bits) {
        return bits ^ bits >> 31 >>> 1;
    }

    /** y = exp(scale * x - max).
     *  @return their sum, added in the same pass where the 16 lanes are one vector */
    private float exponentials(int n, float[] x, int xAt, float[] y, int yAt, float scale, float max) {
        FloatVector s = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector e = VectorMath.exp(FloatVector.fromArray(SPECIES, x, xAt + i).mul(scale).sub(max));
            e.intoArray(y, yAt + i);
            if (L == SUM_LANES) {
                s = s.add(e);
            }
        }
        if (L == SUM_LANES && i == n) {
            return VectorMath.fold(s, s, s, s, lanes);
        }
        for (; i < n; i++) {
            y[yAt + i] = FloatMath.exp(x[xAt + i] * scale - max);
        }
        return sum(n, y, yAt);
    }

    private static void multiply(int n, float[] y, int yAt, float factor) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(SPECIES, y, yAt + i).mul(factor).intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] *= factor;
        }
    }

    @Override
    public final void adamW(int n, float[] w, float[] g, float[] m, float[] v, float learningRate, float beta1,
                            float beta2, float eps, float decay, float inverse1, float inverse2, double[] sums) {
        sums[0] = 0;
        sums[1] = 0;
        for (int from = 0; from < n; from += ScalarRows.BLOCK) {
            int to = Math.min(n, from + ScalarRows.BLOCK);
            adamWBlock(from, to, w, g, m, v, learningRate, beta1, beta2, eps, decay, inverse1, inverse2);
            sums[0] += ScalarRows.fold(lanes);
            sums[1] += ScalarRows.fold(moreLanes);
        }
    }

    /** Leaves the lanes of the two sums in {@code lanes} and {@code moreLanes}, in memory from the start: an AdamW pass
     *  waits for division and square root, not for them. */
    private void adamWBlock(int from, int to, float[] w, float[] g, float[] m, float[] v, float learningRate,
                            float beta1, float beta2, float eps, float decay, float inverse1, float inverse2) {
        ScalarRows.clear(lanes);
        ScalarRows.clear(moreLanes);
        float rest1 = 1f - beta1;
        float rest2 = 1f - beta2;
        int i = from;
        for (; i <= to - L; i += L) {
            int lane = i - from & SUM_LANES - L;
            FloatVector weight = FloatVector.fromArray(SPECIES, w, i);
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
            FloatVector first = FloatVector.fromArray(SPECIES, m, i).fma(FloatVector.broadcast(SPECIES, beta1), gradient.mul(rest1));
            FloatVector second = FloatVector.fromArray(SPECIES, v, i)
                    .fma(FloatVector.broadcast(SPECIES, beta2), gradient.mul(rest2).mul(gradient));
            FloatVector u = weight.fma(FloatVector.broadcast(SPECIES, decay),
                    first.mul(inverse1).div(second.mul(inverse2).sqrt().add(eps)));
            FloatVector step = u.mul(learningRate);
            first.intoArray(m, i);
            second.intoArray(v, i);
            u.fma(FloatVector.broadcast(SPECIES, -learningRate), weight).intoArray(w, i);
            step.fma(step, FloatVector.fromArray(SPECIES, lanes, lane)).intoArray(lanes, lane);
            weight.fma(weight, FloatVector.fromArray(SPECIES, moreLanes, lane)).intoArray(moreLanes, lane);
        }
        for (; i < to; i++) {
            float weight = w[i];
            m[i] = ScalarRows.firstMoment(m[i], g[i], beta1);
            v[i] = ScalarRows.secondMoment(v[i], g[i], beta2);
            float u = ScalarRows.direction(weight, m[i], v[i], eps, decay, inverse1, inverse2);
            w[i] = Math.fma(-learningRate, u, weight);
            float step = learningRate * u;
            lanes[i % SUM_LANES] = Math.fma(step, step, lanes[i % SUM_LANES]);
            moreLanes[i % SUM_LANES] = Math.fma(weight, weight, moreLanes[i % SUM_LANES]);
        }
    }

    @Override
    public final void adamAtan2(int n, float[] w, float[] g, float[] m, float[] v, float[] change, float learningRate, float beta1,
                                float beta2, float decay, float inverse1, float inverse2) {
        float rest1 = 1f - beta1;
        float rest2 = 1f - beta2;
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
            FloatVector first = FloatVector.fromArray(SPECIES, m, i).fma(FloatVector.broadcast(SPECIES, beta1), gradient.mul(rest1));
            FloatVector second = FloatVector.fromArray(SPECIES, v, i)
                    .fma(FloatVector.broadcast(SPECIES, beta2), gradient.mul(rest2).mul(gradient));
            first.intoArray(m, i);
            second.intoArray(v, i);
            FloatVector angle = VectorMath.atan2(first, second.mul(inverse2).sqrt());
            FloatVector.fromArray(SPECIES, w, i).fma(FloatVector.broadcast(SPECIES, decay), angle.mul(inverse1)).mul(-learningRate)
                    .intoArray(change, i);
        }
        ScalarRows.adamAtan2From(i, n, w, g, m, v, change, learningRate, beta1, beta2, decay, inverse1, inverse2);
    }

    @Override
    public final void turn(int heads, int hs, int half, float[] x, int xAt, float[] cos, float[] sin, int at, boolean back) {
        if (2 * half == L) {
            FloatVector c = FloatVector.fromArray(SPECIES, cos, at);
            FloatVector s = FloatVector.fromArray(SPECIES, sin, at).mul(back ? -1f : 1f);
            for (int h = 0, from = xAt; h < heads; h++, from += hs) {
                FloatVector v = FloatVector.fromArray(SPECIES, x, from);
                v.mul(c).add(v.rearrange(SWAPPED).mul(s)).intoArray(x, from);
            }
        } else if (half % L == 0) {
            float sign = back ? -1f : 1f;
            for (int j = 0; j < half; j += L) {
                FloatVector c0 = FloatVector.fromArray(SPECIES, cos, at + j);
                FloatVector s0 = FloatVector.fromArray(SPECIES, sin, at + j).mul(sign);
                FloatVector c1 = FloatVector.fromArray(SPECIES, cos, at + j + half);
                FloatVector s1 = FloatVector.fromArray(SPECIES, sin, at + j + half).mul(sign);
                for (int h = 0, from = xAt + j; h < heads; h++, from += hs) {
                    FloatVector a = FloatVector.fromArray(SPECIES, x, from);
                    FloatVector b = FloatVector.fromArray(SPECIES, x, from + half);
                    a.mul(c0).add(b.mul(s0)).intoArray(x, from);
                    b.mul(c1).add(a.mul(s1)).intoArray(x, from + half);
                }
            }
        } else {
            ScalarRows.turnHeads(heads, hs, half, x, xAt, cos, sin, at, back);
        }
    }

    @Override
    public final void hash(int n, float[] a, int[] lanes) {
        int i = 0;
        for (; i <= n - HASH_LANES; i += HASH_LANES) {
            for (int lane = 0; lane < HASH_LANES; lane += L) {
                IntVector x = IntVector.fromArray(INTS, lanes, lane)
                        .lanewise(VectorOperators.XOR, FloatVector.fromArray(SPECIES, a, i + lane).reinterpretAsInts());
                x.add(x.lanewise(VectorOperators.LSHL, 3)).lanewise(VectorOperators.ROL, 13).intoArray(lanes, lane);
            }
        }
        for (int lane = 0; i < n; i++, lane++) {
            lanes[lane] = ScalarRows.mixed(lanes[lane], a[i]);
        }
    }

}
