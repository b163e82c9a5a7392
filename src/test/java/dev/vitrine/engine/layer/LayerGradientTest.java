package dev.vitrine.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.GradientCheck;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every registered part of a block, the day it is registered; T is beyond one tile of attention's rows. */
final class LayerGradientTest {
    private static final int BATCH = 2;
    private static final int TIME = 19;
    private static final int CHANNELS = 8;
    private static final int VOCABULARY = 11;

    /** Layers of (B*T, C) inputs by a name that says how they were chosen. */
    private static Map<String, Supplier<Layer>> layers() {
        Map<String, Supplier<Layer>> all = new LinkedHashMap<>();
        for (boolean bias : new boolean[] {false, true}) {
            for (String norm : Norms.REGISTRY.names()) {
                all.put("norm " + norm + ", bias " + bias, () -> Norms.create("n", config("norm", norm, "bias", bias)));
            }
            for (String ff : FeedForwards.REGISTRY.names()) {
                BlockConfig config = config("feedForward", ff, "bias", bias);
                all.put("feed-forward " + ff + ", bias " + bias,
                        () -> FeedForwards.REGISTRY.get(ff).create("f", config, Tiny.DRAWS));
            }
            for (String position : Positions.REGISTRY.names()) {
                all.put("attention with position " + position + ", bias " + bias,
                        () -> new SelfAttention("a", config("position", position, "bias", bias), Tiny.DRAWS));
            }
            all.put("linear, bias " + bias, () -> new Linear("l", CHANNELS, 5, bias, 0.5, Tiny.DRAWS));
        }
        for (int active = 1; active <= 3; active++) {
            int k = active;
            all.put("experts, " + k + " of 3", () -> FeedForwards.create("f" + k, config("feedForward", "swiglu", "bias", true,
                    "experts", new ExpertsConfig(3, k, 0, 0)), Tiny.DRAWS));
        }
        attentions().forEach((name, attention) -> {
            all.put("attention, " + name, () -> new SelfAttention("a", config("attention", attention, "heads", 4), Tiny.DRAWS));
            all.put("attention, " + name + ", all together", () -> new SelfAttention("a", config("attention", attention, "heads", 4,
                    "bias", true, "position", "rope", "dropout", new DropoutConfig(0.3, 0, 0, 0)), Tiny.DRAWS));
        });
        for (String order : Blocks.REGISTRY.names()) {
            all.put("block " + order + " with dropout", () -> Blocks.create("b", config("normOrder", order, "position", "alibi",
                    "dropout", new DropoutConfig(0.2, 0.3, 0, 0.2)), Tiny.DRAWS));
        }
        for (String order : Blocks.REGISTRY.names()) {
            all.put("block " + order, () -> Blocks.create("b", config("normOrder", order), Tiny.DRAWS));
            all.put("two blocks " + order, () -> new BlockStack("s", 2, config("normOrder", order), Tiny.DRAWS));
        }
        TensorShape table = TensorShape.of("V", VOCABULARY, "C", CHANNELS);
        all.put("tied head", () -> new TiedHead(Parameter.normal("wte", table, 0.5, Tiny.DRAWS)));
        return all;
    }

    private static Map<String, AttentionConfig> attentions() {
        Map<String, AttentionConfig> all = new LinkedHashMap<>();
        all.put("grouped-query", new AttentionConfig(0, 2, 0, true, false, 1));
        all.put("multi-query, half of the channels turned", new AttentionConfig(4, 1, 0, true, false, 0.5));
        all.put("heads wider than the stream", new AttentionConfig(6, 2, 0, true, false, 1));
        all.put("a bias where the others have none", new AttentionConfig(0, 2, 0, true, false, 1, true,
                RopeScaling.DEFAULT));
        for (String kind : RopeScaling.KINDS.names()) {
            all.put("RoPE scaling " + kind, new AttentionConfig(8, 2, 0, true, false, 1, false, new RopeScaling(kind, 3, 1, 2, 9)));
        }
        all.put("window of 1", new AttentionConfig(0, 0, 1, true, false, 1));
        all.put("window of 5, grouped-query", new AttentionConfig(0, 2, 5, true, false, 1));
        all.put("bidirectional", new AttentionConfig(0, 0, 0, false, false, 1));
        all.put("bidirectional window of 4", new AttentionConfig(0, 2, 4, false, false, 1));
        all.put("normed queries and keys", new AttentionConfig(4, 2, 7, true, true, 1));
        return all;
    }

    private static BlockConfig config(Object... namesAndValues) {
        return Tiny.config(namesAndValues).block();
    }

    @TestFactory
    Stream<DynamicTest> backwardIsTheSlopeOfForward() {
        return Backends.REGISTRY.names().stream().flatMap(backend -> layers().entrySet().stream()
                .flatMap(layer -> DoubleStream.of(0.1, 1, 3).mapToObj(scale -> dynamicTest(
                        layer.getKey() + ", inputs of " + scale + ", " + backend,
                        () -> verify(layer.getKey(), layer.getValue().get(), scale, Backends.create(backend))))));
    }

    private static void verify(String name, Layer layer, double scale, Kernels kernels) {
        GradientCheck.verify(layer, BATCH, TIME, CHANNELS, scale, kernels, name.contains("experts") ? "router.weights"
                : name.contains("reglu") ? "gate" : name.contains("relu") ? "pre" : "");
    }

    @TestFactory
    Stream<DynamicTest> parameterGradientsAddUpAndInputGradientsAreOverwritten() {
        return layers().entrySet().stream().map(entry -> dynamicTest(entry.getKey(), () -> {
            Layer layer = entry.getValue().get();
            Gradients once = new Gradients(layer.parameters());
            Gradients twice = new Gradients(layer.parameters());
            FMatrixRMaj dx = backward(layer, once, 1);
            assertThat(backward(layer, twice, 2).data).isEqualTo(dx.data);
            once.add(once);
            for (Parameter p : layer.parameters()) {
                FMatrixRMaj wanted = once.of(p);
                assertThat(twice.of(p).data).as(p.name()).satisfies(
                        sums -> assertThat(largestDifference(sums, wanted.data)).isLessThan(1e-4f));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> whatComesInIsNotModified() {
        return layers().entrySet().stream().map(entry -> dynamicTest(entry.getKey(), () -> {
            Layer layer = entry.getValue().get();
            Pass pass = layer.newPass(context(new Gradients(layer.parameters())));
            FMatrixRMaj x = Tiny.gaussian("x", BATCH * TIME, CHANNELS, 1);
            FMatrixRMaj before = x.copy();
            FMatrixRMaj dy = Tiny.gaussian("dy", BATCH * TIME, pass.forward(x).numCols, 1);
            FMatrixRMaj dyBefore = dy.copy();
            pass.backward(dy);
            assertThat(x.data).isEqualTo(before.data);
            assertThat(dy.data).isEqualTo(dyBefore.data);
        }));
    }

    @TestFactory
    Stream<DynamicTest> theTablesOfAnEmbeddingCollectTheRowsThatUsedThem() {
        return Positions.REGISTRY.names().stream().flatMap(position -> DoubleStream.of(0.1, 1, 3).mapToObj(scale ->
                dynamicTest("position " + position + ", scale " + scale, () -> {
                    Embedding embedding = new Embedding("e", VOCABULARY, TIME + 3, config("position", position), 0.5, scale,
                            Tiny.DRAWS);
                    Gradients gradients = new Gradients(embedding.parameters());
                    Embedding.EmbeddingPass pass = embedding.newPass(context(gradients));
                    int[] tokens = Tiny.tokens("t", BATCH * TIME, VOCABULARY);
                    FMatrixRMaj r = Tiny.gaussian("r", BATCH * TIME, CHANNELS, 1);
                    pass.forward(tokens);
                    pass.backward(r);
                    for (Parameter p : embedding.parameters()) {
                        GradientCheck.compare(p.name(), p.value().data, gradients.of(p).data,
                                () -> GradientCheck.dot(pass.forward(tokens), r));
                    }
                    assertThat(embedding.parameters()).hasSize(Positions.REGISTRY.get(position).learned() ? 2 : 1);
                })));
    }

    private static PassContext context(Gradients gradients) {
        Kernels kernels = Backends.create("simd");
        return new PassContext(BATCH, TIME, Weights.LIVE, gradients, kernels);
    }

    private static FMatrixRMaj backward(Layer layer, Gradients gradients, int times) {
        Pass pass = layer.newPass(context(gradients));
        FMatrixRMaj x = Tiny.gaussian("x", BATCH * TIME, CHANNELS, 1);
        FMatrixRMaj dy = Tiny.gaussian("dy", BATCH * TIME, pass.forward(x).numCols, 1);
        FMatrixRMaj dx = pass.backward(dy);
        for (int i = 1; i < times; i++) {
            dx = pass.backward(dy);
        }
        return dx;
    }

    private static float largestDifference(float[] a, float[] b) {
        float largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    @TestFactory
    Stream<DynamicTest> aWrongGradientIsFound() {
        List<String> wrong = List.of("a factor of 1.03", "one number left out", "a turned sign");
        return wrong.stream().map(what -> dynamicTest(what, () -> {
            float[] x = {0.3f, -1.2f, 0.8f};
            float[] gradient = {2 * x[0], 2 * x[1], 2 * x[2]};
            GradientCheck.compare("right", x, gradient, () -> x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
            switch (wrong.indexOf(what)) {
                case 0 -> gradient[1] *= 1.03f;
                case 1 -> gradient[0] = 0;
                default -> gradient[2] = -gradient[2];
            }
            assertThat(GradientCheck.error("wrong", x, gradient, () -> x[0] * x[0] + x[1] * x[1] + x[2] * x[2]))
                    .isGreaterThan(1e-2);
        }));
    }
}
