package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.GradientCheck;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Gradients of whole models against slopes of their own forward pass, loss = sum(logits * r). */
final class ModelGradientTest {
    private static final int BATCH = 2;
    private static final int TIME = 7;
    private static final int[] TOKENS = Tiny.tokens("tokens", BATCH * TIME, 11);

    /** A model, a copy of its weights that may be moved, and its gradients at them. */
    private static final class Checked {
        private final Model model;
        private final Map<Parameter, FMatrixRMaj> weights = new HashMap<>();
        private final Gradients gradients;
        private final ModelPass pass;
        private final ModelPass other;
        private final FMatrixRMaj r;

        Checked(ModelConfig config, String backend) {
            model = Models.create(config, Tiny.DRAWS);
            Tiny.disturb(model.parameters(), 0.2);
            model.parameters().forEach(p -> weights.put(p, p.value().copy()));
            gradients = new Gradients(model.parameters().trained());
            pass = newPass(gradients, backend);
            other = newPass(Gradients.NONE, backend);
            pass.forward();
            r = Tiny.gaussian("r", BATCH * TIME, config.vocabularySize(), 1);
            pass.backward(r);
        }

        private ModelPass newPass(Gradients gradients, String backend) {
            ModelPass made = model.newPass(new PassContext(BATCH, TIME, weights::get, gradients, Backends.create(backend)));
            System.arraycopy(TOKENS, 0, made.tokens(), 0, TOKENS.length);
            return made;
        }

        double error(Parameter p, DoubleSupplier loss) {
            return GradientCheck.error(p.name(), weights.get(p).data, gradients.of(p).data, loss);
        }

        double wholeLoss() {
            pass.forward();
            return GradientCheck.dot(pass.logits(), r);
        }

        /**
         * The loss when the calls that carry no gradient have the weights of the model, and all else has those that were
         * moved: the states before the first differentiated call, then that call and what follows on embeddings anew.
         */
        double lossAfterFrozenCalls() {
            Map<Parameter, FMatrixRMaj> moved = new HashMap<>();
            weights.forEach((p, value) -> {
                moved.put(p, value.copy());
                value.setTo(p.value());
            });
            List<Segment> segments = pass.segments();
            int first = 1;
            while (!segments.get(first).differentiated()) {
                first++;
            }
            segments.subList(0, first).forEach(Segment::forward);
            moved.forEach((p, value) -> weights.get(p).setTo(value));
            other.segments().getFirst().forward();
            Tapped.of(pass).live("embed.out").setTo(Tapped.of(other).live("embed.out"));
            segments.subList(first, segments.size()).forEach(Segment::forward);
            return GradientCheck.dot(pass.logits(), r);
        }
    }

    private static Stream<String> hrmGradients() {
        return Stream.of(HrmGradient.values()).map(g -> g.name().toLowerCase(Locale.ROOT));
    }

    private static Stream<ModelConfig> configs() {
        return Models.REGISTRY.names().stream().flatMap(type -> Blocks.REGISTRY.names().stream().flatMap(order ->
                Stream.of(true, false).flatMap(tied -> (type.equals("hrm") ? hrmGradients() : Stream.of("all"))
                        .map(gradient -> Tiny.config("type", type, "normOrder", order, "tiedHead", tied,
                                "gradient", gradient, "position", "rope+learned")))));
    }

    @TestFactory
    Stream<DynamicTest> aGradientIsTheSlopeWithTheStatesBeforeTheDifferentiatedCallsFrozen() {
        return configs().flatMap(config -> Backends.REGISTRY.names().stream().map(backend -> dynamicTest(
                backend + " " + config, () -> {
                    Checked checked = new Checked(config, backend);
                    for (Parameter p : checked.model.parameters().trained()) {
                        assertThat(checked.error(p, checked::lossAfterFrozenCalls)).as(p.name()).isLessThan(1e-2);
                    }
                })));
    }

    @TestFactory
    Stream<DynamicTest> aTruncatedGradientIsNotTheSlopeOfTheWholeSegment() {
        return hrmGradients().map(gradient -> dynamicTest(gradient, () -> {
            Checked checked = new Checked(Tiny.config("type", "hrm", "gradient", gradient), "simd");
            for (Parameter p : checked.model.parameters().trained()) {
                boolean inALevel = p.name().startsWith("L.") || p.name().startsWith("H.");
                double error = checked.error(p, checked::wholeLoss);
                if (gradient.equals("all")) {
                    assertThat(error).as(p.name()).isLessThan(1e-2);
                } else if (inALevel) {
                    assertThat(error).as(p.name()).isGreaterThan(3e-2);
                }
            }
        }));
    }

    @Test
    void withOneCallOfEachLevelEveryGradientIsTheSame() {
        List<Checked> all = hrmGradients().map(g -> new Checked(
                Tiny.config("type", "hrm", "gradient", g, "hCycles", 1, "lCycles", 1), "simd")).toList();
        for (Parameter p : all.getFirst().model.parameters().trained()) {
            for (Checked other : all) {
                assertThat(other.gradients.of(other.model.parameters().get(p.name())).data).as(p.name())
                        .isEqualTo(all.getFirst().gradients.of(p).data);
            }
        }
    }

    @Test
    void aBufferIsNotTrained() {
        Checked checked = new Checked(Tiny.config("type", "hrm"), "simd");
        assertThat(checked.model.parameters()).extracting(Parameter::name).contains("L_init", "H_init");
        assertThat(checked.gradients.parameters()).extracting(Parameter::name).doesNotContain("L_init", "H_init");
    }

    @Test
    void copiedWeightsDoNotFollowTheModel() {
        Model model = Models.create(Tiny.config(), Tiny.DRAWS);
        Weights copy = Weights.copyOf(model.parameters(), Weights.LIVE);
        Tiny.disturb(model.parameters(), 1);
        Parameter wte = model.parameters().get("embed.wte");
        assertThat(copy.of(wte).data).isEqualTo(Models.create(Tiny.config(), Tiny.DRAWS).parameters().get("embed.wte").value().data);
        assertThat(copy.of(wte).data).isNotEqualTo(wte.value().data);
    }
}
