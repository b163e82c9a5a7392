package dev.vitrine.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFunctionsTest {
    private static final int N = 203;

    @Test
    void expIsExactToTwoPartsInTenMillion() {
        double worst = 0;
        for (float x = -87f; x <= 88f; x += 1e-4f) {
            double exact = StrictMath.exp(x);
            worst = Math.max(worst, Math.abs(FloatMath.exp(x) - exact) / exact);
        }
        assertThat(worst).isLessThan(2e-7);
    }

    /** By its series: 2 / sqrt(pi) sum (-1)^n x^(2n+1) / (n! (2n+1)). */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    @Test
    void erfIsExactToFourPartsInTenMillion() {
        for (float x = -4.5f; x <= 4.5f; x += 1e-3f) {
            assertThat(FloatMath.erf(x)).isCloseTo((float) erf(x), within(4e-7f));
        }
        assertThat(FloatMath.erf(0f)).isEqualTo(0f);
        assertThat(FloatMath.erf(100f)).isCloseTo(1f, within(4e-7f));
        assertThat(FloatMath.erf(Float.NaN)).isNaN();
    }

    @Test
    void tanhIsExactToAPartInAMillion() {
        double worst = 0;
        for (float x = -12f; x <= 12f; x += 1e-4f) {
            double exact = Math.tanh(x);
            worst = Math.max(worst, exact == 0 ? 0 : Math.abs(FloatMath.tanh(x) - exact) / Math.abs(exact));
        }
        assertThat(worst).isLessThan(1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void theOtherActivationsAndTheirDerivativesAreThoseOfTheFormula(String backend) {
        Kernels kernels = Backends.create(backend);
        float[] x = draws(1);
        float[] dy = draws(2);
        float[] y = new float[N];
        float[] dx = new float[N];
        DoubleUnaryOperator exact = v -> v * (1 + erf(v / Math.sqrt(2))) / 2;
        kernels.geluErf(N, x, 0, y, 0);
        kernels.geluErfBackward(N, x, 0, dy, 0, dx, 0);
        for (int i = 0; i < N; i++) {
            if (Math.abs(x[i]) < 5) {   // where the series of erf is exact enough
                assertThat(y[i]).isCloseTo((float) exact.applyAsDouble(x[i]), near(x[i]));
                assertThat(dx[i]).isCloseTo((float) (dy[i] * slope(exact, x[i])), near(dy[i]));
            }
        }
        kernels.silu(N, x, 0, y, 0);
        kernels.siluBackward(N, x, 0, dy, 0, dx, 0);
        for (int i = 0; i < N; i++) {
            assertThat(y[i]).isCloseTo((float) silu(x[i]), near(x[i]));
            assertThat(dx[i]).isCloseTo((float) (dy[i] * slope(RowFunctionsTest::silu, x[i])), near(dy[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void gegluAndItsDerivativesAreThoseOfTheFormula(String backend) {
        Kernels kernels = Backends.create(backend);
        float[] gate = draws(1);
        float[] up = draws(2);
        float[] dy = draws(3);
        float[] y = new float[N];
        float[] dGate = new float[N];
        float[] dUp = new float[N];
        kernels.geglu(N, gate, 0, up, 0, y, 0);
        kernels.gegluBackward(N, gate, 0, up, 0, dy, 0, dGate, 0, dUp, 0);
        for (int i = 0; i < N; i++) {
            assertThat(y[i]).isCloseTo((float) (gelu(gate[i]) * up[i]), near(gate[i] * up[i]));
            assertThat(dUp[i]).isCloseTo((float) (dy[i] * gelu(gate[i])), near(dy[i] * gate[i]));
            assertThat(dGate[i]).isCloseTo((float) (dy[i] * up[i] * slope(RowFunctionsTest::gelu, gate[i])), near(dy[i] * up[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void dotAndSumAreThoseOfDoublePrecision(String backend) {
        Kernels kernels = Backends.create(backend);
        float[] a = draws(1);
        float[] b = draws(2);
        double dot = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < N; i++) {
            dot += (double) a[i] * b[i];
            sum += a[i];
            squares += (double) a[i] * a[i];
        }
        assertThat(kernels.dot(N, a, 0, b, 0)).isCloseTo((float) dot, within(1e-4f));
        assertThat(kernels.sum(N, a, 0)).isCloseTo((float) sum, within(1e-4f));
        assertThat(kernels.sumOfSquares(N, a, 0)).isCloseTo(squares, within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void sumsUseSixteenLanes(String backend) {
        float[] a = new float[33];
        a[0] = 1e8f;
        a[16] = 1f;
        a[32] = -1e8f;
        a[1] = 3f;
        // lane 0 is 1e8 + 1 - 1e8, where the 1 is lost
        assertThat(Backends.create(backend).sum(33, a, 0)).isEqualTo(3f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void softmaxIsThatOfDoublePrecisionAndGivesTheLogOfTheSum(String backend) {
        float[] x = draws(1);
        float[] y = new float[N];
        Kernels kernels = Backends.create(backend);
        kernels.softmax(N, x, 0, y, 0, 0.7f);
        double scaled = 0;
        double sum = 0;
        for (float v : x) {
            scaled += Math.exp(0.7 * v);
            sum += Math.exp(v);
        }
        for (int i = 0; i < N; i++) {
            assertThat(y[i]).isCloseTo((float) (Math.exp(0.7 * x[i]) / scaled), within(1e-7f));
        }
        assertThat(kernels.softmaxAndLogSum(N, x, 0, y, 0)).isCloseTo((float) Math.log(sum), within(1e-5f));
        for (int i = 0; i < N; i++) {
            assertThat(y[i]).isCloseTo((float) (Math.exp(x[i]) / sum), within(1e-7f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void softmaxBackwardIsThatOfTheFormula(String backend) {
        float[] p = draws(1);
        float[] d = draws(2);
        float[] got = d.clone();
        Backends.create(backend).softmaxBackward(N, p, 0, got, 0, 0.7f);
        double mean = 0;
        for (int i = 0; i < N; i++) {
            mean += (double) p[i] * d[i];
        }
        for (int i = 0; i < N; i++) {
            assertThat(got[i]).isCloseTo((float) (p[i] * (d[i] - mean) * 0.7), within(1e-6f * (float) (1 + Math.abs(p[i] * mean) + Math.abs(mean))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void rowsAreAddedColumnByColumn(String backend) {
        float[] a = draws(1);
        float[] sum = draws(2);
        float[] got = sum.clone();
        int columns = N / 3;
        Backends.create(backend).addRows(3, columns, a, 0, columns, got, 0);
        for (int i = 0; i < columns; i++) {
            assertThat(got[i]).isEqualTo(sum[i] + a[i] + a[columns + i] + a[2 * columns + i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void oneChangedBitChangesTheHash(String backend) {
        Kernels kernels = Backends.create(backend);
        float[] a = draws(1);
        int[] before = new int[Kernels.HASH_LANES];
        kernels.hash(N, a, before);
        for (int i = 0; i < N; i++) {
            float[] b = a.clone();
            b[i] = Math.nextUp(b[i]);
            int[] after = new int[Kernels.HASH_LANES];
            kernels.hash(N, b, after);
            assertThat(after).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void softmaxLeavesAMaskedPlaceAtZero(String backend) {
        float[] x = draws(1);
        x[5] = Float.NEGATIVE_INFINITY;
        Kernels kernels = Backends.create(backend);
        kernels.softmax(N, x, 0, x, 0, 1f);
        assertThat(x[5]).isEqualTo(0f);
        assertThat(kernels.sum(N, x, 0)).isCloseTo(1f, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void geluAndItsDerivativeAreThoseOfTheFormula(String backend) {
        Kernels kernels = Backends.create(backend);
        float[] x = draws(1);
        float[] dy = draws(2);
        float[] y = new float[N];
        float[] dx = new float[N];
        kernels.gelu(N, x, 0, y, 0);
        kernels.geluBackward(N, x, 0, dy, 0, dx, 0);
        for (int i = 0; i < N; i++) {
            assertThat(y[i]).isCloseTo((float) gelu(x[i]), near(y[i]));
            assertThat(dx[i]).isCloseTo((float) (dy[i] * slope(RowFunctionsTest::gelu, x[i])), near(dy[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void swigluAndItsDerivativesAreThoseOfTheFormula(String backend) {
        Kernels kernels = Backends.create(backend);
        float[] gate = draws(1);
        float[] up = draws(2);
        float[] dy = draws(3);
        float[] y = new float[N];
        float[] dGate = new float[N];
        float[] dUp = new float[N];
        kernels.swiglu(N, gate, 0, up, 0, y, 0);
        kernels.swigluBackward(N, gate, 0, up, 0, dy, 0, dGate, 0, dUp, 0);
        for (int i = 0; i < N; i++) {
            assertThat(y[i]).isCloseTo((float) (silu(gate[i]) * up[i]), near(y[i]));
            assertThat(dUp[i]).isCloseTo((float) (dy[i] * silu(gate[i])), near(dUp[i]));
            float expected = (float) (dy[i] * up[i] * slope(RowFunctionsTest::silu, gate[i]));
            assertThat(dGate[i]).isCloseTo(expected, near(dy[i] * up[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void adamWIsThatOfDoublePrecision(String backend) {
        float[] w = draws(1);
        float[] g = draws(2);
        float[] m = draws(3);
        float[] v = draws(4);
        for (int i = 0; i < N; i++) {
            v[i] *= v[i];
        }
        float[] w0 = w.clone();
        float[] m0 = m.clone();
        float[] v0 = v.clone();
        float rate = 0.01f;
        double[] sums = new double[2];
        Backends.create(backend).adamW(N, w, g, m, v, rate, 0.9f, 0.99f, 1e-8f, 0.1f, 5f, 50f, sums);
        double steps = 0;
        double squares = 0;
        for (int i = 0; i < N; i++) {
            double first = 0.9 * m0[i] + 0.1 * g[i];
            double second = 0.99 * v0[i] + 0.01 * g[i] * g[i];
            double u = first * 5 / (Math.sqrt(second * 50) + 1e-8) + 0.1 * w0[i];
            steps += rate * u * rate * u;
            squares += (double) w0[i] * w0[i];
            assertThat(m[i]).isCloseTo((float) first, within(1e-6f));
            assertThat(v[i]).isCloseTo((float) second, within(1e-6f));
            assertThat(w[i]).isCloseTo((float) (w0[i] - rate * u), within(1e-6f));
        }
        assertThat(sums[0]).isCloseTo(steps, within(1e-5 * steps));
        assertThat(sums[1]).isCloseTo(squares, within(1e-5 * squares));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simd", "ejml"})
    void aWeightThatDoesNotMoveGivesNoStep(String backend) {
        double[] sums = {7, 7};
        float[] zero = new float[N];
        Backends.create(backend).adamW(N, zero, new float[N], new float[N], new float[N], 1f, 0.9f, 0.99f, 1e-8f, 0f, 1f,
                1f, sums);
        assertThat(sums).containsExactly(0, 0);
        assertThat(zero).containsOnly(0f);
    }

    private static float[] draws(int seed) {
        Random random = new Random(seed);
        float[] values = new float[N];
        for (int i = 0; i < N; i++) {
            values[i] = (float) random.nextGaussian() * 3;
        }
        return values;
    }

    private static double gelu(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    private static double silu(double x) {
        return x / (1 + Math.exp(-x));
    }

    /** Central difference in double. */
    private static double slope(DoubleUnaryOperator f, double x) {
        double h = 1e-5;
        return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
    }

    private static Offset<Float> near(float scale) {
        return within(1e-6f + 2e-6f * Math.abs(scale));
    }
}
