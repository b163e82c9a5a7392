package dev.vitrine.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AdamWTest {
    private static final float RATE = 0.01f;

    private final Parameter matrix = Parameter.normal("matrix", TensorShape.of("in", 7, "out", 11), 1, Tiny.DRAWS);
    private final Parameter gain = Parameter.constant("gain", TensorShape.of("1", 1, "C", 5), 1f);
    private final Gradients gradients = new Gradients(List.of(matrix, gain));

    private Optimizer optimizer(double decay, boolean decayAll) {
        return optimizer("simd", new OptimizerConfig("adamw", 0.9, 0.95, 1e-8, decay, decayAll, 0));
    }

    private Optimizer optimizer(String backend, OptimizerConfig config) {
        return Optimizers.REGISTRY.get(config.kind()).create(gradients, config, Backends.create(backend));
    }

    private void draw(String name) {
        for (Parameter p : gradients.parameters()) {
            gradients.of(p).setTo(Tiny.gaussian(name + p.name(), p.shape().rows(), p.shape().columns(), 0.3));
        }
    }

    @Test
    void theFirstStepIsTheLearningRateAgainstTheSignOfTheGradient() {
        draw("first");
        float[] before = matrix.value().data.clone();
        optimizer(0, false).step(RATE);
        for (int i = 0; i < before.length; i++) {
            float sign = Math.signum(gradients.of(matrix).data[i]);
            assertThat(matrix.value().data[i]).isCloseTo(before[i] - RATE * sign, within(1e-6f));
        }
    }

    @Test
    void tenStepsAreThoseOfTheFormulaInDouble() {
        for (String backend : Backends.REGISTRY.names()) {
            for (boolean decayAll : new boolean[] {false, true}) {
                followsTheFormula(backend, decayAll);
            }
        }
    }

    private void followsTheFormula(String backend, boolean decayAll) {
        Optimizer optimizer = optimizer(backend, new OptimizerConfig("adamw", 0.9, 0.95, 1e-8, 0.1, decayAll, 0));
        double[][] w = {doubles(matrix.value().data), doubles(gain.value().data)};
        double[][] m = {new double[w[0].length], new double[w[1].length]};
        double[][] v = {new double[w[0].length], new double[w[1].length]};
        for (int t = 1; t <= 10; t++) {
            draw("step " + t);
            double rate = RATE / t;
            for (int p = 0; p < 2; p++) {
                float[] g = gradients.of(gradients.parameters().get(p)).data;
                double decay = p == 0 || decayAll ? 0.1 : 0;
                for (int i = 0; i < g.length; i++) {
                    m[p][i] = 0.9 * m[p][i] + 0.1 * g[i];
                    v[p][i] = 0.95 * v[p][i] + 0.05 * g[i] * g[i];
                    double mHat = m[p][i] / (1 - Math.pow(0.9, t));
                    double vHat = v[p][i] / (1 - Math.pow(0.95, t));
                    w[p][i] -= rate * (mHat / (Math.sqrt(vHat) + 1e-8) + decay * w[p][i]);
                }
            }
            optimizer.step((float) rate);
            assertThat(doubles(matrix.value().data)).as("step " + t + " on " + backend).containsExactly(w[0], within(2e-6));
            assertThat(doubles(gain.value().data)).as("step " + t + " on " + backend).containsExactly(w[1], within(2e-6));
        }
        assertThat(optimizer.updates()).isEqualTo(10);
    }

    @Test
    void withoutGradientOnlyMatricesShrink() {
        float[] before = matrix.value().data.clone();
        optimizer(0.5, false).step(RATE);
        for (int i = 0; i < before.length; i++) {
            assertThat(matrix.value().data[i]).isCloseTo(before[i] * (1 - 0.5f * RATE), within(1e-7f));
        }
        assertThat(matrix.value().data).isNotEqualTo(before);
        assertThat(gain.value().data).containsOnly(1f);
    }

    @Test
    void everyParameterShrinksWhereAllAreToDecay() {
        optimizer(0.5, true).step(RATE);
        assertThat(gain.value().data).containsOnly(Math.fma(-RATE, 0.5f, 1f));
    }

    @Test
    void aTraceIsTheStepBitForBitAndChangesNothing() {
        for (String backend : Backends.REGISTRY.names()) {
            Optimizer optimizer = optimizer(backend, new OptimizerConfig("adamw", 0.9, 0.95, 1e-8, 0.1, false, 0));
            for (int t = 1; t <= 3; t++) {
                draw("step " + t);
                List<UpdateTrace> promised = gradients.parameters().stream()
                        .flatMap(p -> IntStream.range(0, p.size()).mapToObj(i -> optimizer.trace(p, i, RATE)))
                        .toList();
                for (UpdateTrace trace : promised) {
                    Parameter p = trace.parameter().equals("matrix") ? matrix : gain;
                    assertThat(trace.weight()).isEqualTo(p.value().data[trace.index()]);
                    assertThat(trace.gradient()).isEqualTo(gradients.of(p).data[trace.index()]);
                }
                optimizer.step(RATE);
                for (UpdateTrace trace : promised) {
                    Parameter p = trace.parameter().equals("matrix") ? matrix : gain;
                    List<float[]> state = List.copyOf(optimizer.state().values());
                    int slot = p == matrix ? 0 : 2;
                    assertThat(p.value().data[trace.index()]).isEqualTo(trace.newWeight());
                    assertThat(state.get(slot)[trace.index()]).isEqualTo(trace.term("m"));
                    assertThat(state.get(slot + 1)[trace.index()]).isEqualTo(trace.term("v"));
                }
            }
        }
    }

    @Test
    void theTermsOfATraceGiveItsNewWeight() {
        Optimizer optimizer = optimizer(0.1, false);
        draw("first");
        optimizer.step(RATE);
        draw("second");
        UpdateTrace t = optimizer.trace(matrix, 3, RATE);
        double change = -t.learningRate() * (t.term("m_hat") / (Math.sqrt(t.term("v_hat")) + t.term("eps")) + t.decay() * t.weight());
        assertThat((double) t.change()).isCloseTo(change, within(1e-7));
        assertThat((double) t.term("m_hat")).isCloseTo(t.term("m") / (1 - 0.81), within(1e-6));
        assertThat((double) t.term("v_hat")).isCloseTo(t.term("v") / (1 - 0.9025), within(1e-6));
        assertThat(t.decay()).isEqualTo(0.1f);
        assertThat(optimizer.trace(gain, 0, RATE).decay()).isZero();
    }

    @Test
    void aStrangerCannotBeTraced() {
        Parameter stranger = Parameter.constant("stranger", TensorShape.of("1", 1, "C", 5), 1f);
        assertThatThrownBy(() -> optimizer(0, false).trace(stranger, 0, RATE))
                .hasMessage("stranger (1 1, C 5) is not trained by this optimizer");
    }

    private static double[] doubles(float[] values) {
        double[] d = new double[values.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = values[i];
        }
        return d;
    }
}
