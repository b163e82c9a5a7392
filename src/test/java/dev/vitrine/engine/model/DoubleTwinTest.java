package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.layer.FeedForwards;
import dev.vitrine.engine.layer.Mixers;
import dev.vitrine.engine.layer.Norms;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Positions;
import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.loss.CrossEntropy;
import dev.vitrine.engine.loss.HaltLoss;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The engine against its formulas worked in double: logits, loss and every tensor's gradient to 1e-5. */
final class DoubleTwinTest {
    private static final int BATCH = 2;
    private static final int TIME = 6;

    /** A model away from its initial weights, with what one step of it gives. */
    private static final class Worked {
        private final Model model;
        private final Gradients gradients;
        private final int[] tokens = Tiny.tokens("tokens", BATCH * TIME, 11);
        private final int[] targets = Tiny.tokens("targets", BATCH * TIME, 11);
        private final ModelPass pass;
        private final double loss;
        private final float[] exact = {1, 0};
        private final float[] later = {0.3f, 0.8f};
        private double[][][] carried;

        Worked(ModelConfig config, String backend) {
            Kernels kernels = Backends.create(backend);
            model = Models.create(config, Tiny.DRAWS);
            Tiny.disturb(model.parameters(), 0.2);
            gradients = new Gradients(model.parameters().trained());
            pass = model.newPass(new PassContext(BATCH, TIME, Weights.LIVE, gradients, kernels));
            CrossEntropy cross = new CrossEntropy(pass.logitsShape(), kernels);
            targets[3] = -1;
            targets[10] = -1;
            System.arraycopy(tokens, 0, pass.tokens(), 0, tokens.length);
            System.arraycopy(targets, 0, cross.targets(), 0, targets.length);
            if (pass instanceof ReasoningPass reasoning) {
                carry(reasoning);
                HaltLoss halt = new HaltLoss(BATCH, true, new Buffers());
                System.arraycopy(exact, 0, halt.exact(), 0, BATCH);
                System.arraycopy(later, 0, halt.later(), 0, BATCH);
                pass.forward();
                loss = cross.forward(pass.logits()) / (tokens.length - 2) + 0.5 * halt.forward(reasoning.q()) / BATCH;
                reasoning.startBackward(cross.backward(1f / (tokens.length - 2)), halt.backward(0.5f / BATCH));
                pass.segments().reversed().forEach(Segment::backward);
                return;
            }
            pass.forward();
            loss = cross.forward(pass.logits()) / (tokens.length - 2);
            pass.backward(cross.backward(1f / (tokens.length - 2)));
        }

        /** Any states, as an earlier segment might have left them. */
        private void carry(ReasoningPass reasoning) {
            int channels = model.config().channels();
            for (int b = 0; b < reasoning.kinds().length; b++) {
                reasoning.kinds()[b] = b;
            }
            int rows = BATCH * (model.config().prefix() + TIME);
            carried = new double[reasoning.levels().size()][rows][channels];
            for (int level = 0; level < carried.length; level++) {
                float[] state = Tiny.gaussian("state " + level, rows, channels, 1).data;
                System.arraycopy(state, 0, reasoning.carried(level).data, 0, state.length);
                for (int i = 0; i < state.length; i++) {
                    carried[level][i / channels][i % channels] = state[i];
                }
            }
        }

        private double loss(DoubleTwin twin) {
            return carried == null ? twin.loss(tokens, targets, TIME) : twin.segmentLoss(tokens, targets, TIME, carried, exact, later);
        }

        void agreesInLogitsAndLoss() {
            DoubleTwin twin = new DoubleTwin(model);
            DoubleTwin.Answer answer = carried == null ? null : twin.segment(tokens, TIME, carried);
            double tolerance = model.config().reasoning().enabled() ? 1e-4 : 1e-5;   // weights and states are larger
            for (int b = 0; answer != null && b < BATCH; b++) {
                for (int i = 0; i < 2; i++) {
                    assertThat((double) ((ReasoningPass) pass).q().get(b, i)).as("q of %d", b)
                            .isCloseTo(answer.q()[b][i], within(tolerance));
                }
            }
            double[][] logits = answer == null ? twin.logits(tokens, TIME) : answer.logits();
            for (int row = 0; row < tokens.length; row++) {
                for (int v = 0; v < logits[row].length; v++) {
                    assertThat((double) pass.logits().get(row, v)).as("logit %d of row %d", v, row)
                            .isCloseTo(logits[row][v], within(tolerance));
                }
            }
            assertThat(loss).isCloseTo(loss(twin), within(tolerance));
        }

        /** @param size of the slopes, by which the difference is measured */
        void agreesInTheGradientOf(String parameter, double[] slopes, double size) {
            float[] g = gradients.of(model.parameters().get(parameter)).data;
            double wrong = 0;
            for (int i = 0; i < g.length; i++) {
                wrong += (slopes[i] - g[i]) * (slopes[i] - g[i]);
            }
            if (size == 0 && parameter.contains(".experts.")) {   // one that no token was sent to
                assertThat(wrong).as("gradient of " + parameter).isZero();
                return;
            }
            assertThat(size).as("slope of " + parameter).isPositive();
            assertThat(Math.sqrt(wrong) / size).as("relative error of the gradient of " + parameter).isLessThan(carried == null ? 1e-5 : 1e-3);
        }

        /** dLoss/dw of each number of a parameter, by the twin. */
        double[] slopes(DoubleTwin twin, String parameter) {
            double[] w = twin.parameter(parameter);
            double[] slopes = new double[w.length];
            double h = 1e-5;
            for (int i = 0; i < w.length; i++) {
                double saved = w[i];
                w[i] = saved + h;
                double up = loss(twin);
                w[i] = saved - h;
                slopes[i] = (up - loss(twin)) / (2 * h);
                w[i] = saved;
            }
            return slopes;
        }
    }

    private static Stream<ModelConfig> everyCombination() {
        return Stream.of(Models.GPT, Models.HRM).flatMap(type -> Blocks.REGISTRY.names().stream()
                .flatMap(order -> Positions.REGISTRY.names().stream()
                        .flatMap(position -> Norms.REGISTRY.names().stream()
                                .flatMap(norm -> FeedForwards.REGISTRY.names().stream()
                                        .flatMap(ff -> Stream.of(true, false)
                                                .map(flag -> Tiny.config("type", type, "normOrder", order,
                                                        "position", position, "norm", norm, "feedForward", ff,
                                                        "tiedHead", flag, "bias", !flag)))))));
    }

    private static RopeScaling scaling(int window, int kvHeads) {
        return window > 0 ? RopeScaling.DEFAULT : new RopeScaling(kvHeads == 1 ? "linear" : "llama3", 3, 0.1, 0.9, 7);
    }

    /** Every family, order, position and way of mixing, for text and, from carried states and with a halting head, for puzzles. */
    private static Stream<ModelConfig> everyReasoning() {
        return Models.REGISTRY.names().stream().flatMap(type -> Blocks.REGISTRY.names().stream()
                .flatMap(order -> Positions.REGISTRY.names().stream().flatMap(position -> Stream.of(ReasoningConfig.DEFAULT,
                        ReasoningConfig.ENABLED, new ReasoningConfig(true, 1, Mixers.MLP, 10)).map(reasoning -> Tiny.config(
                                "type", type, "normOrder", order, "position", position, "layers", type.equals(Models.HRM) ? 3 : 2,
                                "hCycles", type.equals(Models.HRM) ? 2 : 1, "contextLength", TIME, "norm", "rms_norm_no_gain", "bias", order.equals("pre"),
                                "tiedHead", false, "attention", new AttentionConfig(0, 0, 0, false, false, 1), "reasoning", reasoning)))));
    }

    private static Stream<ModelConfig> everyReasoningGradient() {
        return Stream.concat(
                Stream.of(HrmGradient.values()).map(g -> g.name().toLowerCase(Locale.ROOT)).flatMap(gradient -> Stream.of(
                        puzzle("hrm", "gradient", gradient, "position", "rope+learned"),
                        puzzle("hrm", "gradient", gradient, "layers", 3, "hCycles", 1, "lCycles", 3, "norm", "rms_norm"),
                        puzzle("trm", "gradient", gradient, "position", "learned"))),
                Stream.of(puzzle("hrm", "reasoning", kinds(10), "position", "rope"), puzzle("trm", "reasoning", kinds(8), "position", "learned"),
                        puzzle("looped", "reasoning", kinds(3), "position", "rope+learned"),
                        puzzle("trm", "reasoning", new ReasoningConfig(true, 0, Mixers.MLP, 10, 12, 2, 3), "position", "none"),
                        puzzle("looped", "position", "rope+learned"), puzzle("gpt", "position", "rope+learned"),
                        puzzle("trm", "reasoning", new ReasoningConfig(true, 0, Mixers.MLP, 10), "position", "none"),
                        puzzle("gpt", "reasoning", new ReasoningConfig(true, 0, Mixers.MLP, 0), "norm", "layer_norm", "normOrder", "pre"),
                        puzzle("looped", "reasoning", new ReasoningConfig(true, 0, Mixers.MLP, 0), "normOrder", "parallel")));
    }

    private static ReasoningConfig kinds(int width) {
        return new ReasoningConfig(true, 0, Mixers.ATTENTION, 0, width, 2, 0);
    }

    private static ModelConfig puzzle(String type, Object... namesAndValues) {
        Object[] all = new Object[namesAndValues.length + 14];
        System.arraycopy(new Object[] {"type", type, "normOrder", "post", "norm", "rms_norm_no_gain", "tiedHead", false, "contextLength", TIME,
            "attention", new AttentionConfig(0, 0, 0, false, false, 1), "reasoning", ReasoningConfig.ENABLED}, 0, all, 0, 14);
        System.arraycopy(namesAndValues, 0, all, 14, namesAndValues.length);
        return Tiny.config(all);
    }

    /** Every switch of attention, with every order and position, and experts of every kind. */
    private static Stream<ModelConfig> everyAttention() {
        return Blocks.REGISTRY.names().stream().flatMap(order -> Stream.concat(
                Positions.REGISTRY.names().stream().flatMap(position -> Stream.of(0, 3).flatMap(window -> Stream.of(1, 2)
                        .flatMap(kv -> Stream.of(true, false).flatMap(causal -> Stream.of(true, false).map(flag -> Tiny.config(
                                "normOrder", order, "position", position, "heads", 4, "bias", !causal,
                                "attention", new AttentionConfig(flag ? 6 : 4, kv, window, causal, flag, flag ? 1 : 0.5, flag,
                                        scaling(window, kv)))))))),
                FeedForwards.REGISTRY.names().stream().flatMap(ff -> Stream.of(1, 2, 3).map(active -> Tiny.config(
                        "normOrder", order, "feedForward", ff, "bias", true, "experts", new ExpertsConfig(3, active, 0.1, 0.1))))));
    }

    /** Each choice once, not each combination: every gradient costs two passes of the twin a weight. */
    private static Stream<ModelConfig> everyChoice() {
        Stream<ModelConfig> gpt = Stream.of(
                Stream.of(Tiny.config("bias", true), Tiny.config("tiedHead", false), Tiny.config("layers", 3, "heads", 4),
                        Tiny.config("heads", 4, "attention", new AttentionConfig(4, 2, 3, true, true, 0.5)),
                        Tiny.config("heads", 4, "attention", new AttentionConfig(0, 1, 0, false, false, 1), "position", "alibi"),
                        Tiny.config("bias", true, "attention", new AttentionConfig(0, 0, 0, true, false, 1, true,
                                RopeScaling.DEFAULT))),
                Stream.of(Tiny.config("experts", new ExpertsConfig(3, 2, 0, 0)), Tiny.config("experts", new ExpertsConfig(4, 1, 0, 0),
                        "feedForward", "swiglu")),
                Blocks.REGISTRY.names().stream().map(order -> Tiny.config("normOrder", order)),
                Positions.REGISTRY.names().stream().map(position -> Tiny.config("position", position)),
                Norms.REGISTRY.names().stream().map(norm -> Tiny.config("norm", norm, "normOrder", "post", "bias", true)),
                FeedForwards.REGISTRY.names().stream().map(ff -> Tiny.config("feedForward", ff, "bias", true)),
                Blocks.REGISTRY.names().stream().flatMap(order -> Norms.REGISTRY.names().stream().map(norm -> Tiny.config(
                        "normOrder", order, "norm", norm, "bias", true, "heads", 4, "position", "alibi",
                        "attention", new AttentionConfig(4, 2, 3, false, true, 1)))))
                .flatMap(choices -> choices);
        Stream<ModelConfig> hrm = Stream.of(HrmGradient.values()).map(g -> g.name().toLowerCase(Locale.ROOT))
                .flatMap(gradient -> Stream.of(
                        Tiny.config("type", "hrm", "gradient", gradient),
                        Tiny.config("type", "hrm", "gradient", gradient, "normOrder", "post", "tiedHead", false),
                        Tiny.config("type", "hrm", "gradient", gradient, "hCycles", 1, "lCycles", 3, "layers", 3,
                                "position", "rope+learned")));
        return Stream.concat(gpt, hrm);
    }

    @TestFactory
    Stream<DynamicTest> logitsAndLossAreThoseOfTheFormulas() {
        return Stream.of(everyCombination(), everyAttention(), everyReasoning(), everyReasoningGradient()).flatMap(all -> all).flatMap(config -> Backends.REGISTRY.names().stream().map(backend -> dynamicTest(
                backend + " " + config, () -> new Worked(config, backend).agreesInLogitsAndLoss())));
    }

    /** DyT's alpha is one number, in which the terms of all channels and positions nearly cancel: its difference, which is the
     *  rounding of the terms, is measured by the slopes of the gain, one for each channel. */
    @TestFactory
    Stream<DynamicTest> gradientsAreTheSlopesOfTheFormulas() {
        return Stream.concat(everyReasoningGradient(), everyChoice()).map(config -> dynamicTest(config.toString(), () -> {
            List<Worked> worked = Backends.REGISTRY.names().stream().map(backend -> new Worked(config, backend)).toList();
            DoubleTwin twin = new DoubleTwin(worked.getFirst().model);
            twin.freezeCallsWithoutGradient();
            for (Parameter p : worked.getFirst().model.parameters().trained()) {
                double[] slopes = worked.getFirst().slopes(twin, p.name());
                double[] sized = p.name().endsWith(".alpha")
                        ? worked.getFirst().slopes(twin, p.name().replace(".alpha", ".gain")) : slopes;
                double size = Math.sqrt(Arrays.stream(sized).map(v -> v * v).sum());
                worked.forEach(w -> w.agreesInTheGradientOf(p.name(), slopes, size));
            }
        }));
    }

    /** What carries no gradient would have one: frozen states make the difference, but for one call of each level. */
    @Test
    void theOneStepGradientIsNotTheSlopeOfTheWholeSegment() {
        assertThat(worstOfTheWholeSegment(puzzle("hrm", "gradient", "one_step"))).isGreaterThan(1e-2);
        assertThat(worstOfTheWholeSegment(puzzle("hrm", "gradient", "one_step", "hCycles", 1, "lCycles", 1))).isLessThan(1e-3);
    }

    private static double worstOfTheWholeSegment(ModelConfig config) {
        Worked worked = new Worked(config, "ejml");
        DoubleTwin twin = new DoubleTwin(worked.model);
        double worst = 0;
        for (Parameter p : worked.model.parameters().trained()) {
            double[] slopes = worked.slopes(twin, p.name());
            float[] g = worked.gradients.of(p).data;
            double wrong = 0;
            double all = 0;
            for (int i = 0; i < g.length; i++) {
                wrong += (slopes[i] - g[i]) * (slopes[i] - g[i]);
                all += slopes[i] * slopes[i];
            }
            worst = Math.max(worst, Math.sqrt(wrong / all));
        }
        return worst;
    }
}
