package dev.vitrine.engine.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Everything in {@link Kernels} but the products, as plain loops: the twin of {@link VectorRows}, with the same bits.
 * Each line of arithmetic here stands there too, in the same order and with the same fused multiply-adds.
 */
abstract class ScalarRows extends ScalarActivations {
    static final int LANES = 16;
    /** AdamW's sums are added in double once a block, as in {@link Kernels#sumOfSquares}. */
    static final int BLOCK = 4096;
    private final float[] lanes = new float[LANES];
    private final float[] moreLanes = new float[LANES];

    @Override
    public final float dot(int n, float[] a, int aAt, float[] b, int bAt) {
        clear(lanes);
        for (int i = 0; i < n; i++) {
            lanes[i % LANES] = Math.fma(a[aAt + i], b[bAt + i], lanes[i % LANES]);
        }
        return fold(lanes);
    }

    @Override
    public final float sum(int n, float[] a, int aAt) {
        clear(lanes);
        for (int i = 0; i < n; i++) {
            lanes[i % LANES] += a[aAt + i];
        }
        return fold(lanes);
    }

    @Override
    public final void softmax(int n, float[] x, int xAt, float[] y, int yAt, float scale) {
        exponentials(n, x, xAt, y, yAt, scale, largest(n, x, xAt, scale));
        multiply(n, y, yAt, 1f / sum(n, y, yAt));
    }

    @Override
    public final float softmaxAndLogSum(int n, float[] x, int xAt, float[] y, int yAt) {
        float max = largest(n, x, xAt, 1f);
        exponentials(n, x, xAt, y, yAt, 1f, max);
        float sum = sum(n, y, yAt);
        multiply(n, y, yAt, 1f / sum);
        return logSumExp(max, sum);
    }

    private static float largest(int n, float[] x, int xAt, float scale) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            float scaled = x[xAt + i] * scale;
            max = scaled > max ? scaled : max;
        }
        return max;
    }

    private static void exponentials(int n, float[] x, int xAt, float[] y, int yAt, float scale, float max) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = FloatMath.exp(x[xAt + i] * scale - max);
        }
    }

    private static void multiply(int n, float[] y, int yAt, float factor) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] *= factor;
        }
    }

    @Override
    public final void softmaxBackward(int n, float[] p, int pAt, float[] d, int dAt, float scale) {
        float mean = dot(n, p, pAt, d, dAt);
        for (int i = 0; i < n; i++) {
            d[dAt + i] = p[pAt + i] * (d[dAt + i] - mean) * scale;
        }
    }

    @Override
    public final void addRows(int rows, int n, float[] a, int aAt, int lda, float[] sum, int sumAt) {
        for (int row = 0, from = aAt; row < rows; row++, from += lda) {
            for (int i = 0; i < n; i++) {
                sum[sumAt + i] += a[from + i];
            }
        }
    }

    @Override
    public final float layerNorm(int n, float[] x, float[] normal, float[] y, int at, float[] gain, float @Nullable [] bias, double eps) {
        float mean = sum(n, x, at) / n;
        clear(lanes);
        for (int i = 0; i < n; i++) {
            float centred = x[at + i] - mean;
            lanes[i % LANES] = Math.fma(centred, centred, lanes[i % LANES]);
        }
        float r = reciprocalRoot(fold(lanes), n, eps);
        for (int i = 0; i < n; i++) {
            normal[at + i] = (x[at + i] - mean) * r;
            float scaled = normal[at + i] * gain[i];
            y[at + i] = bias == null ? scaled : scaled + bias[i];
        }
        return r;
    }

    /** 1 / sqrt(squares / n + eps). */
    static float reciprocalRoot(float squares, int n, double eps) {
        return (float) (1 / Math.sqrt(squares / (double) n + eps));
    }

    @Override
    public final void layerNormBackward(int n, float[] dy, float[] normal, float[] dx, int at, float[] gain, float r,
                                        float[] dGain, float @Nullable [] dBias) {
        clear(lanes);
        clear(moreLanes);
        for (int i = 0; i < n; i++) {
            float u = dy[at + i] * gain[i];
            lanes[i % LANES] += u;
            moreLanes[i % LANES] = Math.fma(u, normal[at + i], moreLanes[i % LANES]);
            dGain[i] += dy[at + i] * normal[at + i];
            if (dBias != null) {
                dBias[i] += dy[at + i];
            }
        }
        float mean = fold(lanes) / n;
        float along = fold(moreLanes) / n;
        for (int i = 0; i < n; i++) {
            dx[at + i] = r * (dy[at + i] * gain[i] - mean - normal[at + i] * along);
        }
    }

    @Override
    public final float rmsNorm(int n, float[] x, float[] y, int at, float[] gain, double eps) {
        float r = reciprocalRoot(dot(n, x, at, x, at), n, eps);
        for (int i = 0; i < n; i++) {
            y[at + i] = x[at + i] * r * gain[i];
        }
        return r;
    }

    @Override
    public final void rmsNormBackward(int n, float[] dy, float[] x, float[] dx, int at, float[] gain, float r, float[] dGain) {
        clear(lanes);
        for (int i = 0; i < n; i++) {
            lanes[i % LANES] = Math.fma(dy[at + i] * gain[i], x[at + i], lanes[i % LANES]);
            dGain[i] += dy[at + i] * (x[at + i] * r);
        }
        float mean = fold(lanes) * r / n;
        for (int i = 0; i < n; i++) {
            dx[at + i] = r * (dy[at + i] * gain[i] - x[at + i] * r * mean);
        }
    }

    @Override
    public final void adamW(int n, float[] w, float[] g, float[] m, float[] v, float learningRate, float beta1,
                            float beta2, float eps, float decay, float inverse1, float inverse2, double[] sums) {
        sums[0] = 0;
        sums[1] = 0;
        for (int from = 0; from < n; from += BLOCK) {
            clear(lanes);
            clear(moreLanes);
            for (int i = from; i < Math.min(n, from + BLOCK); i++) {
                float weight = w[i];
                m[i] = firstMoment(m[i], g[i], beta1);
                v[i] = secondMoment(v[i], g[i], beta2);
                float u = direction(weight, m[i], v[i], eps, decay, inverse1, inverse2);
                w[i] = Math.fma(-learningRate, u, weight);
                float step = learningRate * u;
                lanes[i % LANES] = Math.fma(step, step, lanes[i % LANES]);
                moreLanes[i % LANES] = Math.fma(weight, weight, moreLanes[i % LANES]);
            }
            sums[0] += fold(lanes);
            sums[1] += fold(moreLanes);
        }
    }

    @Override
    public final void adamAtan2(int n, float[] w, float[] g, float[] m, float[] v, float[] change, float learningRate, float beta1,
                                float beta2, float decay, float inverse1, float inverse2) {
        adamAtan2From(0, n, w, g, m, v, change, learningRate, beta1, beta2, decay, inverse1, inverse2);
    }

    static void adamAtan2From(int from, int n, float[] w, float[] g, float[] m, float[] v, float[] change, float learningRate,
                              float beta1, float beta2, float decay, float inverse1, float inverse2) {
        for (int i = from; i < n; i++) {
            m[i] = firstMoment(m[i], g[i], beta1);
            v[i] = secondMoment(v[i], g[i], beta2);
            float angle = FloatMath.atan2(m[i], (float) Math.sqrt(v[i] * inverse2));
            change[i] = -learningRate * Math.fma(decay, w[i], inverse1 * angle);
        }
    }

    @Override
    public final void turn(int heads, int hs, int half, float[] x, int xAt, float[] cos, float[] sin, int at, boolean back) {
        turnHeads(heads, hs, half, x, xAt, cos, sin, at, back);
    }

    static void turnHeads(int heads, int hs, int half, float[] x, int xAt, float[] cos, float[] sin, int at, boolean back) {
        for (int h = 0; h < heads; h++) {
            for (int j = 0; j < half; j++) {
                int first = xAt + h * hs + j;
                float a = x[first];
                float b = x[first + half];
                float s = back ? -sin[at + j] : sin[at + j];
                float t = back ? -sin[at + j + half] : sin[at + j + half];
                x[first] = a * cos[at + j] + b * s;
                x[first + half] = b * cos[at + j + half] + a * t;
            }
        }
    }

    @Override
    public final void hash(int n, float[] a, int[] lanes) {
        for (int i = 0; i < n; i++) {
            lanes[i % HASH_LANES] = mixed(lanes[i % HASH_LANES], a[i]);
        }
    }

    static int mixed(int lane, float value) {
        return Integer.rotateLeft((lane ^ Float.floatToRawIntBits(value)) * 9, 13);
    }

    static float firstMoment(float m, float g, float beta1) {
        return Math.fma(beta1, m, (1f - beta1) * g);
    }

    static float secondMoment(float v, float g, float beta2) {
        return Math.fma(beta2, v, (1f - beta2) * g * g);
    }

    static float direction(float w, float m, float v, float eps, float decay, float inverse1, float inverse2) {
        return Math.fma(decay, w, m * inverse1 / ((float) Math.sqrt(v * inverse2) + eps));
    }

    /** max + ln(sum). StrictMath, because Math.log may have other bits on another machine. */
    static float logSumExp(float max, float sum) {
        return (float) (max + StrictMath.log(sum));
    }

    /** The product of matrices when k is 0. */
    static void sumOfNothing(int m, int n, float[] c, int cAt, int ldc, boolean plus) {
        for (int i = 0; i < m && !plus; i++) {
            for (int j = 0; j < n; j++) {
                c[cAt + i * ldc + j] = 0f;
            }
        }
    }

    static void clear(float[] lanes) {
        Arrays.fill(lanes, 0f);
    }

    /** Lanes i and i+8, i and i+4, i and i+2, i and i+1; without a loop, which would wait for its own stores. */
    static float fold(float[] lanes) {
        float s0 = lanes[0] + lanes[8] + (lanes[4] + lanes[12]);
        float s1 = lanes[1] + lanes[9] + (lanes[5] + lanes[13]);
        float s2 = lanes[2] + lanes[10] + (lanes[6] + lanes[14]);
        float s3 = lanes[3] + lanes[11] + (lanes[7] + lanes[15]);
        return s0 + s2 + (s1 + s3);
    }
}
