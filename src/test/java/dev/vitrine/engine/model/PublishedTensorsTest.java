package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.GradientCheck;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Positions;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a pass shows under a name is what the name says: values fit together by their formulas, gradients are slopes. */
final class PublishedTensorsTest {
    private static final int BATCH = 2;
    private static final int TIME = 5;
    private static final int CHANNELS = 8;
    private static final int HEADS = 2;
    private static final int HS = CHANNELS / HEADS;

    private final FMatrixRMaj r = Tiny.gaussian("r", BATCH * TIME, 11, 1);

    private ModelPass worked(ModelConfig config) {
        Model model = Models.create(config, Tiny.DRAWS);
        Tiny.disturb(model.parameters(), 0.2);
        ModelPass pass = model.newPass(new PassContext(BATCH, TIME, Weights.LIVE,
                new Gradients(model.parameters().trained()), Backends.create("simd")));
        System.arraycopy(Tiny.tokens("t", BATCH * TIME, 11), 0, pass.tokens(), 0, BATCH * TIME);
        pass.forward();
        pass.backward(r);
        return pass;
    }

    /** What a segment puts out is moved, and what follows is worked again. */
    private void gradientIsTheSlopeAfter(ModelPass pass, int segment, String value, String gradient) {
        pass.forward();
        float[] claimed = Tapped.of(pass).values(gradient);
        float[] moved = Tapped.of(pass).values(value);
        List<Segment> before = pass.segments().subList(0, segment + 1);
        List<Segment> after = pass.segments().subList(segment + 1, pass.segments().size());
        GradientCheck.compare(gradient, moved, claimed, () -> {
            before.forEach(Segment::forward);
            System.arraycopy(moved, 0, Tapped.of(pass).live(value).data, 0, moved.length);
            after.forEach(Segment::forward);
            return GradientCheck.dot(pass.logits(), r);
        });
    }

    @TestFactory
    Stream<DynamicTest> theGradientOfTheFlowBetweenSegmentsOfATransformerIsItsSlope() {
        return Blocks.REGISTRY.names().stream().map(order -> dynamicTest(order, () -> {
            ModelPass pass = worked(Tiny.config("normOrder", order));
            gradientIsTheSlopeAfter(pass, 0, "embed.out", "grad.embed.out");
            gradientIsTheSlopeAfter(pass, 1, "blocks.0.resid_post", "grad.blocks.0.resid_post");
            gradientIsTheSlopeAfter(pass, 2, "blocks.1.resid_post", "grad.blocks.1.resid_post");
        }));
    }

    @TestFactory
    Stream<DynamicTest> theGradientOfAStateIsItsSlopeAfterEachCallOfHrm() {
        return Blocks.REGISTRY.names().stream().map(order -> dynamicTest(order, () -> {
            ModelPass pass = worked(Tiny.config("type", "hrm", "normOrder", order, "gradient", "all"));
            List<Segment> segments = pass.segments();
            for (int i = 1; i < segments.size() - 1; i++) {
                String name = segments.get(i).name();
                String state = "z_" + name;
                gradientIsTheSlopeAfter(pass, i, state, "grad." + state);
                if (order.equals("post")) {
                    assertThat(Tapped.of(pass).values("grad." + name + ".blocks.0.resid_post")).as("of " + name)
                            .isEqualTo(Tapped.of(pass).values("grad." + state));
                }
            }
        }));
    }

    @Test
    void noGradientIsShownOfACallThatCarriesNone() {
        ModelPass pass = worked(Tiny.config("type", "hrm", "gradient", "one_step"));
        List<String> gradients = Tapped.of(pass).shapes().keySet().stream().filter(n -> n.startsWith("grad.")).toList();
        assertThat(gradients).anyMatch(n -> n.startsWith("grad.L.1.1.")).anyMatch(n -> n.startsWith("grad.H.1."))
                .contains("grad.z_L.1.1", "grad.z_H.1", "grad.embed.out")
                .noneMatch(n -> n.startsWith("grad.L.0.") || n.startsWith("grad.L.1.0") || n.startsWith("grad.H.0"))
                .noneMatch(n -> n.startsWith("grad.z_L.0.") || n.startsWith("grad.z_L.1.0") || n.startsWith("grad.z_H.0"));
    }

    @TestFactory
    Stream<DynamicTest> attentionIsItsFormulaFromScoresToZ() {
        return Positions.REGISTRY.names().stream().map(position -> dynamicTest(position, () -> {
            Tapped t = Tapped.of(worked(Tiny.config("position", position)));
            Head head = new Head(t, "blocks.1.attn.", position.equals("alibi"));
            for (int b = 0; b < BATCH; b++) {
                for (int h = 0; h < HEADS; h++) {
                    head.follows(b, h);
                }
            }
        }));
    }

    /** One attention's tensors, checked against each other in double. */
    private record Head(Tapped t, String name, boolean alibi) {
        private double of(String tensor, int b, int time, int h, int i) {
            return t.values(tensor)[((b * TIME + time) * HEADS + h) * HS + i];
        }

        private double square(String tensor, int b, int h, int query, int key) {
            return t.values(tensor)[((b * HEADS + h) * TIME + query) * TIME + key];
        }

        void follows(int b, int h) {
            double[][] p = new double[TIME][TIME];
            double[][] dScores = new double[TIME][TIME];
            for (int q = 0; q < TIME; q++) {
                double sum = 0;
                double mean = 0;
                for (int k = 0; k <= q; k++) {
                    double score = alibi ? (k - q) / Math.pow(2, 8.0 * (h + 1) / HEADS) : 0;
                    for (int i = 0; i < HS; i++) {
                        score += of(name + "q", b, q, h, i) * of(name + "k", b, k, h, i) / Math.sqrt(HS);
                        dScores[q][k] += of("grad." + name + "z", b, q, h, i) * of(name + "v", b, k, h, i);
                    }
                    assertThat(square(name + "scores", b, h, q, k)).isCloseTo(score, within(1e-5));
                    p[q][k] = Math.exp(score);
                    sum += p[q][k];
                }
                for (int k = 0; k < TIME; k++) {
                    p[q][k] /= sum;
                    mean += p[q][k] * dScores[q][k];
                    assertThat(square(name + "pattern", b, h, q, k)).isCloseTo(p[q][k], within(1e-5));
                    if (k > q) {
                        assertThat(square(name + "scores", b, h, q, k)).isEqualTo(Double.NEGATIVE_INFINITY);
                        assertThat(square(name + "pattern", b, h, q, k)).isZero();
                    }
                }
                for (int k = 0; k <= q; k++) {
                    dScores[q][k] = p[q][k] * (dScores[q][k] - mean) / Math.sqrt(HS);
                }
            }
            for (int time = 0; time < TIME; time++) {
                for (int i = 0; i < HS; i++) {
                    double z = 0;
                    double dQ = 0;
                    double dK = 0;
                    double dV = 0;
                    for (int u = 0; u < TIME; u++) {
                        z += p[time][u] * of(name + "v", b, u, h, i);
                        dQ += dScores[time][u] * of(name + "k", b, u, h, i);
                        dK += dScores[u][time] * of(name + "q", b, u, h, i);
                        dV += p[u][time] * of("grad." + name + "z", b, u, h, i);
                    }
                    assertThat(of(name + "z", b, time, h, i)).as("z").isCloseTo(z, within(1e-5));
                    assertThat(of("grad." + name + "q", b, time, h, i)).as("grad.q").isCloseTo(dQ, within(1e-5));
                    assertThat(of("grad." + name + "k", b, time, h, i)).as("grad.k").isCloseTo(dK, within(1e-5));
                    assertThat(of("grad." + name + "v", b, time, h, i)).as("grad.v").isCloseTo(dV, within(1e-5));
                }
            }
        }
    }

    @Test
    void theGatesOfSwigluAreTheirFormula() {
        Tapped t = Tapped.of(worked(Tiny.config()));
        float[] gate = t.values("blocks.0.mlp.gate");
        float[] up = t.values("blocks.0.mlp.up");
        float[] act = t.values("blocks.0.mlp.act");
        float[] dGate = t.values("grad.blocks.0.mlp.gate");
        float[] dUp = t.values("grad.blocks.0.mlp.up");
        for (int i = 0; i < act.length; i++) {
            double sigmoid = 1 / (1 + Math.exp(-gate[i]));
            double silu = gate[i] * sigmoid;
            double slope = sigmoid * (1 + gate[i] * (1 - sigmoid));
            assertThat((double) act[i]).isCloseTo(silu * up[i], within(1e-5));
            assertThat(dGate[i] * silu).as("both gradients come from one dAct").isCloseTo(dUp[i] * up[i] * slope, within(1e-5));
        }
    }

    @Test
    void residualsAddUp() {
        Tapped t = Tapped.of(worked(Tiny.config("layers", 2)));
        float[] pre = t.values("blocks.1.resid_pre");
        float[] mid = t.values("blocks.1.resid_mid");
        float[] attn = t.values("blocks.1.attn.out");
        assertThat(pre).isEqualTo(t.values("blocks.0.resid_post"));
        for (int i = 0; i < pre.length; i++) {
            assertThat(mid[i]).isEqualTo(pre[i] + attn[i]);
        }
    }

    @Test
    void everyNameIsShownOnceAndEveryShapeHoldsItsValues() {
        for (String type : Models.REGISTRY.names()) {
            for (String order : Blocks.REGISTRY.names()) {
                List<String> names = new ArrayList<>();
                worked(Tiny.config("type", type, "normOrder", order)).tensors((name, shape, filler) -> {
                    names.add(name);
                    filler.fill(new float[shape.count()]);
                    if (name.startsWith("grad.") && !name.endsWith(".in")) {
                        assertThat(names).as("what this is the gradient of").contains(name.substring("grad.".length()));
                    }
                });
                assertThat(names).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void hrmStartsFromItsTwoVectorsAtEveryPosition() {
        ModelConfig config = Tiny.config("type", "hrm");
        Model model = Models.create(config, Tiny.DRAWS);
        ModelPass pass = model.newPass(PassContext.evaluation(BATCH, TIME, Weights.LIVE, Backends.create("simd")));
        pass.forward();
        Tapped t = Tapped.of(pass);
        for (var state : Map.of("z_L.init", "L_init", "z_H.init", "H_init").entrySet()) {
            float[] start = model.parameters().get(state.getValue()).value().data;
            for (int i = 0; i < BATCH * TIME * CHANNELS; i++) {
                assertThat(t.values(state.getKey())[i]).isEqualTo(start[i % CHANNELS]);
            }
        }
        assertThat(t.values("z_L.init")).isNotEqualTo(t.values("z_H.init"));
    }
}
