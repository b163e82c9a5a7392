package dev.vitrine.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The inner loops. Every operand is (array, offset, leading dimension), as in BLAS, so a kernel can work on one head
 * of a packed (B*T, 3C) matrix without copying. "Plus" means the result is added to the output.
 *
 * <p>Reproducible: the same call gives the same bits on every vector width, interpreted or compiled.
 * <ul>
 * <li>Each element of a product of the simd backend is one chain of fused multiply-adds over k in order, starting from
 *     the output (plus) or from 0.</li>
 * <li>Sums use 16 lanes: lane j takes elements j, j+16, ...; then lanes i and i+8 are added, i and i+4, i and i+2,
 *     i and i+1.</li>
 * <li>Exponentials are {@link FloatMath#exp}, in every backend.</li>
 * </ul>
 * An instance holds scratch memory: it belongs to one thread at a time.
 */
public interface Kernels {
    String name();

    /** C(m,n) = [C +] A(m,k) * B(k,n). */
    void gemm(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
              float[] c, int cAt, int ldc, boolean plus);

    /** Each row of C(m,n) = row(n) + that of A(m,k) * B(k,n): a linear layer with its bias. {@code row} begins at 0. */
    default void gemmFromRow(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                             float[] row, float[] c, int cAt, int ldc) {
        for (int i = 0; i < m && n > 0; i++) {
            System.arraycopy(row, 0, c, cAt + i * ldc, n);
        }
        gemm(m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, true);
    }

    /** C(m,n) = [C +] A(m,k) * B(n,k)^T. */
    void gemmTransB(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                    float[] c, int cAt, int ldc, boolean plus);

    /** C(m,n) = [C +] A(k,m)^T * B(k,n). */
    void gemmTransA(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                    float[] c, int cAt, int ldc, boolean plus);

    /** Packs B(k,n), which lies as (n,k) where it is transposed, and zeros up to {@link PackedMatrix#padded} columns.
     *  {@code to} grows when it has to. */
    void pack(boolean transposed, int k, int n, float[] b, int bAt, int ldb, PackedMatrix to);

    /**
     * C(m,n) = [C +] A(m,k) * B(k,n) with the same bits as {@link #gemm}, B being rows {@code row} to row + k - 1 and
     * columns {@code column} to column + n - 1 of what was packed.
     *
     * @param column a multiple of {@link PackedMatrix#ALIGNED}
     */
    void gemmPacked(int m, int n, int k, float[] a, int aAt, int lda, PackedMatrix b, int row, int column,
                    float[] c, int cAt, int ldc, boolean plus);

    /** Sum of a[i] * b[i]. */
    float dot(int n, float[] a, int aAt, float[] b, int bAt);

    /** Sum of a[i]. */
    float sum(int n, float[] a, int aAt);

    /** Sum of a[i]^2: dots of 4096 elements each, added in double. */
    default double sumOfSquares(int n, float[] a, int aAt) {
        double total = 0;
        for (int i = 0; i < n; i += 4096) {
            int length = Math.min(4096, n - i);
            total += dot(length, a, aAt + i, a, aAt + i);
        }
        return total;
    }

    /** y = softmax(scale * x); 0 where x is -infinity. {@code y} may be {@code x}. */
    void softmax(int n, float[] x, int xAt, float[] y, int yAt, float scale);

    /** The {@link #softmax} of each row of X(rows, n), in place. */
    default void softmaxRows(int rows, int n, float[] x, int xAt, int ldx, float scale) {
        for (int row = 0, at = xAt; row < rows; row++, at += ldx) {
            softmax(n, x, at, x, at, scale);
        }
    }

    /** y = softmax(x). {@code y} may be {@code x}.
     *  @return the log of the sum of exp(x) */
    float softmaxAndLogSum(int n, float[] x, int xAt, float[] y, int yAt);

    /** The gradient of p = softmax(scale * x), in place: d = p (d - sum(p d)) scale. */
    void softmaxBackward(int n, float[] p, int pAt, float[] d, int dAt, float scale);

    /** sum(n) += the rows of A(rows, n), one after the other. */
    void addRows(int rows, int n, float[] a, int aAt, int lda, float[] sum, int sumAt);

    /**
     * One row of LayerNorm (Ba, Kiros and Hinton 2016): normal = (x - mean(x)) r with r = 1 / sqrt(var(x) + eps),
     * y = normal * gain + bias.
     *
     * @param gain (n), from 0, as bias
     * @param bias null for none
     * @return r
     */
    float layerNorm(int n, float[] x, float[] normal, float[] y, int at, float[] gain, float @Nullable [] bias, double eps);

    /**
     * Its gradients, with u = dy * gain: dx = r (u - mean(u) - normal * mean(u * normal)), dGain += dy * normal,
     * dBias += dy.
     *
     * @param dBias null for none
     */
    void layerNormBackward(int n, float[] dy, float[] normal, float[] dx, int at, float[] gain, float r, float[] dGain,
                           float @Nullable [] dBias);

    /** One row of RMSNorm (Zhang and Sennrich 2019): y = x r * gain with r = 1 / sqrt(mean(x^2) + eps).
     *  @return r */
    float rmsNorm(int n, float[] x, float[] y, int at, float[] gain, double eps);

    /** Its gradients, with u = dy * gain: dx = r (u - x r * mean(u * x r)), dGain += dy * x r. */
    void rmsNormBackward(int n, float[] dy, float[] x, float[] dx, int at, float[] gain, float r, float[] dGain);

    /**
     * y = x * sigmoid(2 u), computed as x / (1 + exp(-2 u)), with u = sqrt(2/pi) (x + 0.044715 x^3): GELU in its tanh
     * form, Hendrycks and Gimpel 2016.
     */
    void gelu(int n, float[] x, int xAt, float[] y, int yAt);

    /** dx = dy * gelu'(x). */
    void geluBackward(int n, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt);

    /** y = x (1 + erf(x / sqrt(2))) / 2: GELU in its exact form, with {@link FloatMath#erf}. */
    void geluErf(int n, float[] x, int xAt, float[] y, int yAt);

    /** dx = dy * geluErf'(x). */
    void geluErfBackward(int n, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt);

    /** y = x / (1 + exp(-x)): SiLU, Elfwing et al. 2017, arXiv:1702.03118. */
    void silu(int n, float[] x, int xAt, float[] y, int yAt);

    /** dx = dy * silu'(x). */
    void siluBackward(int n, float[] x, int xAt, float[] dy, int dyAt, float[] dx, int dxAt);

    /** y = tanh(scale * x), with {@link FloatMath#tanh}. */
    void tanh(int n, float[] x, int xAt, float[] y, int yAt, float scale);

    /** y = gelu(gate) * up, GELU in its tanh form: GeGLU, Shazeer 2020, arXiv:2002.05202. */
    void geglu(int n, float[] gate, int gateAt, float[] up, int upAt, float[] y, int yAt);

    /** dUp = dy * gelu(gate), dGate = dy * up * gelu'(gate). */
    void gegluBackward(int n, float[] gate, int gateAt, float[] up, int upAt, float[] dy, int dyAt,
                       float[] dGate, int dGateAt, float[] dUp, int dUpAt);

    /** y = silu(gate) * up with silu(g) = g / (1 + exp(-g)): SwiGLU, Shazeer 2020, arXiv:2002.05202. */
    void swiglu(int n, float[] gate, int gateAt, float[] up, int upAt, float[] y, int yAt);

    /** dUp = dy * silu(gate), dGate = dy * up * silu'(gate). */
    void swigluBackward(int n, float[] gate, int gateAt, float[] up, int upAt, float[] dy, int dyAt,
                        float[] dGate, int dGateAt, float[] dUp, int dUpAt);

    /**
     * One fused pass of AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101) over n elements from 0:
     * m = fma(beta1, m, (1-beta1) g), v = fma(beta2, v, (1-beta2) g g),
     * u = fma(decay, w, (m inverse1) / (sqrt(v inverse2) + eps)), w = fma(-learningRate, u, w).
     *
     * @param inverse1 1 / (1 - beta1^t)
     * @param inverse2 1 / (1 - beta2^t)
     * @param sums     sums[0] = sum of (learningRate u)^2, sums[1] = sum of w^2 before the update, both in
     *                 blocks of 4096 elements added in double; overwritten
     */
    void adamW(int n, float[] w, float[] g, float[] m, float[] v, float learningRate, float beta1, float beta2, float eps,
               float decay, float inverse1, float inverse2, double[] sums);

    /**
     * The moments of Adam, and its change with atan2 in place of the quotient (Everett et al. 2024, arXiv:2407.05872), for n
     * elements from 0: m and v as in {@link #adamW},
     * change = -learningRate fma(decay, w, inverse1 {@link FloatMath#atan2}(m, sqrt(v inverse2))).
     *
     * @param inverse1 1 / (1 - beta1^t)
     * @param inverse2 1 / (1 - beta2^t)
     */
    void adamAtan2(int n, float[] w, float[] g, float[] m, float[] v, float[] change, float learningRate, float beta1, float beta2,
                   float decay, float inverse1, float inverse2);

    /**
     * Turns pairs of channels of a number of heads in place: in each, with a = x[j] and b = x[j + half], x[j] = a cos[j] + b sin[j]
     * and x[j + half] = b cos[j + half] + a sin[j + half] for j below half. With sines of -s and then s that is a turn by an angle.
     *
     * @param hs   channels of a head, 2 half or more
     * @param back whether the sines count with their sign changed
     */
    void turn(int heads, int hs, int half, float[] x, int xAt, float[] cos, float[] sin, int at, boolean back);

    int HASH_LANES = 64;

    /**
     * Mixes n numbers from 0 into a fingerprint: lane j takes elements j, j+64, ... by lane = rotate(9 (lane xor bits), 13).
     * Every step is one-to-one, so one changed bit always changes its lane.
     *
     * @param lanes (64), modified
     */
    void hash(int n, float[] a, int[] lanes);

    /** y = x in a format of 16 bits, n numbers from 0. */
    default void narrow(Half format, int n, float[] x, short[] y) {
        if (format == Half.BF16) {
            for (int i = 0; i < n; i++) {
                y[i] = Half.BF16.narrow(x[i]);
            }
        } else {
            for (int i = 0; i < n; i++) {
                y[i] = Float.floatToFloat16(x[i]);
            }
        }
    }

    /** y = x, exactly, n numbers from 0. */
    default void widen(Half format, int n, short[] x, float[] y) {
        if (format == Half.BF16) {
            for (int i = 0; i < n; i++) {
                y[i] = Half.BF16.widen(x[i]);
            }
        } else {
            for (int i = 0; i < n; i++) {
                y[i] = Float.float16ToFloat(x[i]);
            }
        }
    }

    /** y = x through a format of 16 bits and back, n numbers from 0. {@code y} may be {@code x}. */
    default void round(Half format, int n, float[] x, float[] y) {
        if (format == Half.BF16) {
            for (int i = 0; i < n; i++) {
                y[i] = Half.BF16.widen(Half.BF16.narrow(x[i]));
            }
        } else {
            for (int i = 0; i < n; i++) {
                y[i] = Float.float16ToFloat(Float.floatToFloat16(x[i]));
            }
        }
    }
}
