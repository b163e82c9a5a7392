package dev.vitrine.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every kind of attention against its definition, worked in double from the queries, keys and values that it shows. */
final class SelfAttentionTest {
    private static final int BATCH = 2;
    private static final int TIME = 37;
    private static final int HEADS = 4;
    private static final DropoutConfig HALF = new DropoutConfig(0.5, 0, 0, 0);

    private final Map<String, float[]> shown = new LinkedHashMap<>();

    private static BlockConfig config(AttentionConfig attention, String position, DropoutConfig dropout) {
        return Tiny.config("heads", HEADS, "channels", 16, "attention", attention, "position", position, "dropout", dropout).block();
    }

    private Pass run(BlockConfig config, PassContext context) {
        SelfAttention layer = new SelfAttention("a", config, Tiny.DRAWS);
        Tiny.disturb(layer.parameters(), 0.3);
        Pass pass = layer.newPass(context);
        pass.forward(Tiny.gaussian("x", BATCH * TIME, 16, 1));
        look(pass);
        return pass;
    }

    private void look(Pass pass) {
        pass.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            shown.put(name, values);
        });
    }

    private static PassContext evaluation(String backend) {
        return PassContext.evaluation(BATCH, TIME, Weights.LIVE, Backends.create(backend));
    }

    @TestFactory
    Stream<DynamicTest> patternAndSumAreThoseOfTheDefinition() {
        return Stream.of("none", "rope", "alibi").flatMap(position -> Stream.of(1, 2, 4).flatMap(kv ->
                Stream.of(0, 1, 5, 16, 17, 100).flatMap(window -> Stream.of(true, false).flatMap(causal ->
                        Backends.REGISTRY.names().stream().map(backend -> {
                            AttentionConfig a = new AttentionConfig(0, kv, window, causal, false, 1);
                            return dynamicTest(position + " " + a + " " + backend, () -> {
                                run(config(a, position, DropoutConfig.DEFAULT), evaluation(backend));
                                compare(a, position.equals("alibi"));
                            });
                        })))));
    }

    private void compare(AttentionConfig a, boolean alibi) {
        int hs = 4;
        int window = a.window() == 0 ? TIME : a.window();
        for (int b = 0; b < BATCH; b++) {
            for (int h = 0; h < HEADS; h++) {
                int g = h / (HEADS / a.kvHeads());
                for (int t = 0; t < TIME; t++) {
                    double[] p = new double[TIME];
                    double sum = 0;
                    for (int u = 0; u < TIME; u++) {
                        int distance = t - u;
                        if (a.causal() ? distance >= 0 && distance < window : Math.abs(distance) < window) {
                            double s = 0;
                            for (int c = 0; c < hs; c++) {
                                s += (double) shown.get("q")[((b * TIME + t) * HEADS + h) * hs + c]
                                        * shown.get("k")[((b * TIME + u) * a.kvHeads() + g) * hs + c];
                            }
                            s = s / Math.sqrt(hs) - (alibi ? Math.abs(distance) * Math.pow(2, -8.0 * (h + 1) / HEADS) : 0);
                            assertThat(shown.get("scores")[((b * HEADS + h) * TIME + t) * TIME + u]).isCloseTo((float) s, within(1e-4f));
                            p[u] = Math.exp(s);
                            sum += p[u];
                        } else {
                            assertThat(shown.get("scores")[((b * HEADS + h) * TIME + t) * TIME + u]).isEqualTo(Float.NEGATIVE_INFINITY);
                        }
                    }
                    double[] z = new double[hs];
                    for (int u = 0; u < TIME; u++) {
                        float got = shown.get("pattern")[((b * HEADS + h) * TIME + t) * TIME + u];
                        assertThat(got).isCloseTo((float) (p[u] / sum), within(1e-5f));
                        for (int c = 0; c < hs; c++) {
                            z[c] += p[u] / sum * shown.get("v")[((b * TIME + u) * a.kvHeads() + g) * hs + c];
                        }
                    }
                    for (int c = 0; c < hs; c++) {
                        assertThat(shown.get("z")[((b * TIME + t) * HEADS + h) * hs + c]).isCloseTo((float) z[c], within(2e-5f));
                    }
                }
            }
        }
    }

    @Test
    void withAsManyKeyHeadsAsHeadsNothingChanges() {
        run(config(AttentionConfig.DEFAULT, "rope", DropoutConfig.DEFAULT), evaluation("simd"));
        float[] plain = shown.get("out");
        run(config(new AttentionConfig(4, HEADS, TIME, true, false, 1), "rope", DropoutConfig.DEFAULT), evaluation("simd"));
        assertThat(shown.get("out")).isEqualTo(plain);
    }

    @Test
    void channelsBeyondTheTurnedShareStayAsTheyAre() {
        AttentionConfig half = new AttentionConfig(0, 0, 0, true, false, 0.5);
        run(config(half, "none", DropoutConfig.DEFAULT), evaluation("simd"));
        float[] before = shown.get("q");
        run(config(half, "rope", DropoutConfig.DEFAULT), evaluation("simd"));
        float[] after = shown.get("q");
        for (int i = 0; i < before.length; i++) {
            if (i % 4 >= 2 || i / 16 % TIME == 0) {
                assertThat(after[i]).isEqualTo(before[i]);
            }
        }
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void normedQueriesHaveLengthRootHs() {
        run(config(new AttentionConfig(0, 2, 0, true, true, 1), "none", DropoutConfig.DEFAULT), evaluation("simd"));
        SelfAttention fresh = new SelfAttention("a", config(new AttentionConfig(0, 2, 0, true, true, 1), "rope",
                DropoutConfig.DEFAULT), Tiny.DRAWS);
        Pass pass = fresh.newPass(evaluation("simd"));
        pass.forward(Tiny.gaussian("x", BATCH * TIME, 16, 30));
        look(pass);
        for (String name : List.of("q", "k")) {
            for (int at = 0; at < shown.get(name).length; at += 4) {
                double squares = 0;
                for (int c = 0; c < 4; c++) {
                    squares += Math.pow(shown.get(name)[at + c], 2);
                }
                assertThat(squares).isCloseTo(4, within(1e-3));
            }
        }
    }

    @Test
    void aStepWorkedAgainLeavesOutTheSameAndAnotherStepOthers() {
        Chance chance = new Chance(Tiny.DRAWS, 0);
        BlockConfig config = config(AttentionConfig.DEFAULT, "rope", HALF);
        PassContext training = new PassContext(BATCH, TIME, Weights.LIVE, Gradients.NONE, Backends.create("simd"), chance, 1);
        Pass pass = run(config, training);
        float[] first = shown.get("z");
        float[] pattern = shown.get("pattern");
        FMatrixRMaj x = Tiny.gaussian("x", BATCH * TIME, 16, 1);
        chance.setStep(1);
        pass.forward(x);
        look(pass);
        assertThat(shown.get("z")).isNotEqualTo(first);
        assertThat(shown.get("pattern")).as("is shown as it is before anything is left out").isEqualTo(pattern);
        chance.setStep(0);
        pass.forward(x);
        look(pass);
        assertThat(shown.get("z")).isEqualTo(first);
    }

    @Test
    void inEvaluationNothingIsLeftOut() {
        run(config(AttentionConfig.DEFAULT, "rope", DropoutConfig.DEFAULT), evaluation("simd"));
        float[] plain = shown.get("out");
        run(config(AttentionConfig.DEFAULT, "rope", HALF), evaluation("simd"));
        assertThat(shown.get("out")).isEqualTo(plain);
    }

    @Test
    void theMeanOverManyStepsIsThatOfEvaluation() {
        Chance chance = new Chance(Tiny.DRAWS, 0);
        PassContext c = new PassContext(2, 8, Weights.LIVE, Gradients.NONE, Backends.create("simd"), chance, 1);
        DropoutMask mask = new DropoutMask(c, 16, 0.25, 0.5);
        double sum = 0;
        int zeros = 0;
        int steps = 400;
        for (int step = 0; step < steps; step++) {
            chance.setStep(step);
            mask.draw();
            for (float f : mask.factors().data) {
                sum += f;
                zeros += f == 0 ? 1 : 0;
            }
        }
        double count = steps * 2.0 * 8 * 16;
        assertThat(sum / count).isCloseTo(1, within(0.1));
        assertThat(zeros / count).isCloseTo(1 - 0.75 * 0.5, within(0.04));
    }
}
