package dev.vitrine.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Parameter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every optimizer must do, with every setting that changes its formula. */
final class OptimizersTest {
    private static final float RATE = 0.01f;
    private static final int LIMIT = 512;   // bytes: less than the weights have; StrictMath.pow makes small arrays

    static Stream<OptimizerConfig> configs() {
        return Stream.concat(Optimizers.REGISTRY.names().stream().map(kind -> Trained.config(kind, 0.1)),
                Stream.of(Trained.momentum("sgd", 0, false, 0.1), Trained.momentum("sgd", 0.9, true, 0.1)));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aTraceIsTheStepBitForBitAndChangesNothing(OptimizerConfig config) {
        for (String backend : Backends.REGISTRY.names()) {
            Trained trained = new Trained(backend);
            Optimizer optimizer = trained.optimizer(config);
            for (int t = 1; t <= 4; t++) {
                trained.draw("step " + t);
                Map<Parameter, List<UpdateTrace>> promised = new LinkedHashMap<>();
                List<float[]> weights = trained.weights();
                List<float[]> state = copy(List.copyOf(optimizer.state().values()));
                for (Parameter p : trained.all) {
                    List<UpdateTrace> traces = new ArrayList<>();
                    for (int i = 0; i < p.size(); i++) {
                        traces.add(optimizer.trace(p, i, RATE));
                    }
                    promised.put(p, traces);
                }
                assertThat(trained.weights()).usingRecursiveComparison().isEqualTo(weights);
                assertThat(List.copyOf(optimizer.state().values())).usingRecursiveComparison().isEqualTo(state);
                optimizer.step(RATE);
                assertThat(optimizer.updates()).isEqualTo(t);
                Map<String, float[]> published = published(optimizer);
                promised.forEach((p, traces) -> traces.forEach(trace -> {
                    int i = trace.index();
                    assertThat(trace.parameter()).isEqualTo(p.name());
                    assertThat(trace.weight()).isEqualTo(weights.get(trained.all.indexOf(p))[i]);
                    assertThat(trace.gradient()).isEqualTo(trained.g(p)[i]);
                    assertThat(trace.newWeight()).as(p + " " + i).isEqualTo(trained.w(p)[i]);
                    assertThat(trace.decay()).isEqualTo(p.decayed() ? 0.1f : 0f);
                    trace.terms().stream().filter(term -> !term.tensor().isEmpty()).forEach(term ->
                            assertThat(published.get(term.tensor())[term.at()]).as(term.tensor()).isEqualTo(term.value()));
                }));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void allThatIsRememberedIsPublishedUnderTheParametersName(OptimizerConfig config) {
        Trained trained = new Trained();
        Optimizer optimizer = trained.optimizer(config);
        trained.draw("first");
        optimizer.step(RATE);
        Map<String, float[]> published = published(optimizer);
        assertThat(List.copyOf(published.values())).usingRecursiveComparison().isEqualTo(List.copyOf(optimizer.state().values()));
        assertThat(published.keySet()).allMatch(name -> trained.all.stream().anyMatch(p -> name.endsWith("." + p.name())))
                .allMatch(name -> name.matches("(adam|lion|sgd|muon|adafactor)\\..*"));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void stateAndCounterContinueAnOptimizerBitForBit(OptimizerConfig config) {
        Trained trained = new Trained();
        Optimizer first = trained.optimizer(config);
        for (int t = 0; t < 3; t++) {
            trained.draw("step " + t);
            first.step(RATE);
        }
        List<float[]> weights = trained.weights();
        List<float[]> state = copy(List.copyOf(first.state().values()));
        steps(trained, first);
        List<float[]> wanted = trained.weights();

        trained.setWeights(weights);
        Optimizer second = trained.optimizer(config);
        trained.draw("elsewhere");
        second.step(RATE);   // leaves scratch memory that must not matter
        trained.setWeights(weights);
        for (int k = 0; k < state.size(); k++) {
            System.arraycopy(state.get(k), 0, List.copyOf(second.state().values()).get(k), 0, state.get(k).length);
        }
        second.setUpdates(3);
        steps(trained, second);
        assertThat(trained.weights()).usingRecursiveComparison().isEqualTo(wanted);
        assertThat(List.copyOf(second.state().values())).usingRecursiveComparison().isEqualTo(List.copyOf(first.state().values()));
    }

    private static void steps(Trained trained, Optimizer optimizer) {
        for (int t = 3; t < 6; t++) {
            trained.draw("step " + t);
            optimizer.step(RATE);
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void withoutGradientOnlyMatricesShrink(OptimizerConfig config) {
        Trained trained = new Trained();
        List<float[]> before = trained.weights();
        trained.optimizer(config).step(RATE);
        for (int k = 0; k < before.size(); k++) {
            Parameter p = trained.all.get(k);
            if (!p.decayed()) {
                assertThat(trained.w(p)).as(p.name()).isEqualTo(before.get(k));
            } else {
                for (int i = 0; i < p.size(); i++) {
                    float change = trained.w(p)[i] - before.get(k)[i];
                    assertThat(Math.signum(change)).as(p + " " + i).isEqualTo(-Math.signum(before.get(k)[i]));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void theUpdateRatioIsTheLengthOfTheChangeOverThatOfTheWeights(OptimizerConfig config) {
        Trained trained = new Trained();
        Optimizer optimizer = trained.optimizer(config);
        trained.draw("first");
        List<float[]> before = trained.weights();
        optimizer.step(RATE);
        for (int k = 0; k < before.size(); k++) {
            double change = 0;
            double weights = 0;
            for (int i = 0; i < before.get(k).length; i++) {
                change += Math.pow((double) trained.w(trained.all.get(k))[i] - before.get(k)[i], 2);
                weights += Math.pow(before.get(k)[i], 2);
            }
            assertThat(optimizer.updateRatio(k)).isCloseTo(Math.sqrt(change / weights), within(2e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void itComesDownABowl(OptimizerConfig config) {
        Trained trained = new Trained();
        Optimizer optimizer = trained.optimizer(Trained.momentum(config.kind(), config.momentum(), config.nesterov(), 0));
        double before = squares(trained);
        for (int t = 0; t < 400; t++) {
            for (Parameter p : trained.all) {
                trained.gradients.of(p).setTo(p.value());   // of half the squares
            }
            optimizer.step(0.06f * (400 - t) / 400);
        }
        assertThat(squares(trained)).isLessThan(before / 100);
    }

    private static double squares(Trained trained) {
        double sum = 0;
        for (float[] values : trained.weights()) {
            for (float w : values) {
                sum += (double) w * w;
            }
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aStepAllocatesNoTensor(OptimizerConfig config) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Trained trained = new Trained("ejml");
        Optimizer optimizer = trained.optimizer(config);
        trained.draw("first");
        long least = Long.MAX_VALUE;
        for (int window = 0; window < 20 && least >= LIMIT; window++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int t = 0; t < 50; t++) {
                optimizer.step(1e-6f);
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 50);
        }
        assertThat(least).as("bytes a step").isLessThan(LIMIT);
    }

    private static Map<String, float[]> published(Optimizer optimizer) {
        Map<String, float[]> all = new LinkedHashMap<>();
        optimizer.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            all.put(name, values);
        });
        return all;
    }

    private static List<float[]> copy(List<float[]> arrays) {
        return arrays.stream().map(float[]::clone).toList();
    }
}
