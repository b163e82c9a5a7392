package dev.vitrine.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.EjmlKernels;
import dev.vitrine.engine.tensor.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a turn a position. Sizes and bases of small and of usual models. */
final class RotaryTest {
    private static final int TIME = 200;

    private static float[] vector(String name, int dims) {
        return Tiny.gaussian(name, 1, dims, 1).data;
    }

    private static Rotary rotary(int dims, double theta) {
        return new Rotary(PassContext.evaluation(1, TIME, Weights.LIVE, new EjmlKernels()), dims, dims, theta, RopeScaling.DEFAULT, TIME);
    }

    private static float[] turned(Rotary rotary, float[] x, int t) {
        float[] y = x.clone();
        rotary.turn(1, y, 0, t);
        return y;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"2, 10000", "8, 100", "64, 10000", "128, 500000"})
    void aScoreDependsOnTheDistanceAlone(int dims, double theta) {
        Rotary rotary = rotary(dims, theta);
        float[] q = vector("q", dims);
        float[] k = vector("k", dims);
        for (int distance : new int[] {0, 1, 5, 60}) {
            double wanted = dot(turned(rotary, q, distance), k);
            for (int n = 0; n + distance < TIME; n += 7) {
                assertThat(dot(turned(rotary, q, n + distance), turned(rotary, k, n))).isCloseTo(wanted, within(1e-5 * dims));
            }
        }
        assertThat(dot(turned(rotary, q, 1), k)).isNotCloseTo(dot(q, k), within(1e-2));
    }

    @ParameterizedTest
    @CsvSource({"2, 10000", "8, 100", "64, 10000"})
    void aTurnKeepsTheLengthOfEveryPair(int dims, double theta) {
        float[] x = vector("x", dims);
        for (int t = 0; t < TIME; t += 13) {
            float[] y = turned(rotary(dims, theta), x, t);
            for (int j = 0; j < dims / 2; j++) {
                assertThat(Math.hypot(y[j], y[j + dims / 2])).isCloseTo(Math.hypot(x[j], x[j + dims / 2]), within(1e-6));
            }
        }
    }

    @Test
    void theFirstPositionIsNotTurned() {
        float[] x = vector("x", 16);
        assertThat(turned(rotary(16, 10_000), x, 0)).isEqualTo(x);
    }

    @Test
    void backIsTheInverseAndSoTheTransposeOfTheTurn() {
        Rotary rotary = rotary(16, 10_000);
        float[] x = vector("x", 16);
        float[] g = vector("g", 16);
        for (int t = 0; t < TIME; t += 11) {
            float[] back = turned(rotary, x, t);
            rotary.turnBack(1, back, 0, t);
            assertThat(back).containsExactly(x, within(1e-6f));
            float[] dx = g.clone();
            rotary.turnBack(1, dx, 0, t);
            assertThat(dot(turned(rotary, x, t), g)).isCloseTo(dot(x, dx), within(1e-5));
        }
    }

    /** The first pair by one radian a position; the last by the base to the power of -(d - 2) / d. */
    @Test
    void theFrequenciesAreThoseOfThePaper() {
        float[] x = new float[8];
        x[0] = 1;
        x[3] = 1;
        float[] y = turned(rotary(8, 100), x, 3);
        assertThat(y[0]).isCloseTo((float) Math.cos(3), within(1e-6f));
        assertThat(y[4]).isCloseTo((float) Math.sin(3), within(1e-6f));
        assertThat(y[7]).isCloseTo((float) Math.sin(3 * Math.pow(100, -6.0 / 8)), within(1e-6f));
    }

    /** Of waves that are 10, 50 and 1000 tokens long, where 100 tokens were read at first. */
    @ParameterizedTest
    @CsvSource({"none, 1, 1, 1", "linear, 0.25, 0.25, 0.25", "llama3, 1, 0.5, 0.25"})
    void scalingSlowsTheLongWaves(String kind, double ten, double fifty, double thousand) {
        RopeScaling scaling = new RopeScaling(kind, 4, 1, 4, 100);
        assertThat(scaling.frequency(2 * Math.PI / 10)).isCloseTo(2 * Math.PI / 10 * ten, within(1e-12));
        assertThat(scaling.frequency(2 * Math.PI / 50)).isCloseTo(2 * Math.PI / 50 * fifty, within(1e-12));
        assertThat(scaling.frequency(2 * Math.PI / 1000)).isCloseTo(2 * Math.PI / 1000 * thousand, within(1e-12));
    }

    @Test
    void aScalingThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new RopeScaling("yarn", 8, 1, 4, 8192))
                .hasMessage("unknown RoPE scaling 'yarn'; choose one of [none, linear, llama3]");
        assertThatThrownBy(() -> new RopeScaling("linear", 0.5, 1, 4, 8192)).hasMessage("factor must be at least 1, got 0.5");
        assertThatThrownBy(() -> new RopeScaling("llama3", 8, 4, 4, 8192)).hasMessage(
                "high_freq_factor must be above low_freq_factor and both above 0, got 4.0 and 4.0: 4 and 1 are usual");
        assertThatThrownBy(() -> new RopeScaling("llama3", 8, 1, 4, 0)).hasMessage("original_context must be at least 1, got 0");
    }
}
