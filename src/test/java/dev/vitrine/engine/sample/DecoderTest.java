package dev.vitrine.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.FeedForwards;
import dev.vitrine.engine.layer.Norms;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.layer.Positions;
import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.layer.Workers;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What was kept and one row give what the whole window gives. */
final class DecoderTest {
    private static final int CONTEXT = 37;   // more than a panel of keys, and odd
    private static final int V = 11;
    private static final Kernels KERNELS = Backends.create("simd");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<Map<String, Object>> ATTENTIONS = List.of(
            Map.of(), Map.of("kvHeads", 2), Map.of("kvHeads", 1), Map.of("window", 5), Map.of("window", 36, "kvHeads", 2),
            Map.of("window", 3, "qkNorm", true), Map.of("qkNorm", true, "kvHeads", 1), Map.of("ropeFraction", 0.5),
            Map.of("headSize", 6, "window", 1),
            Map.of("ropeScaling", new RopeScaling("linear", 4, 1, 4, 8192)),
            Map.of("ropeScaling", new RopeScaling("llama3", 8, 1, 4, 16)));

    private static Model model(ModelConfig config) {
        Model model = Models.create(config, Tiny.DRAWS);
        Tiny.disturb(model.parameters(), 0.3);
        return model;
    }

    /** Logits after each of the last tokens of a text, worked whole. */
    private static float[] whole(Model model, Kernels kernels, int[] text, int length, int last) {
        int seen = Math.min(length, model.config().contextLength());
        ModelPass pass = model.newPass(PassContext.evaluation(1, seen, Weights.LIVE, kernels));
        System.arraycopy(text, length - seen, pass.tokens(), 0, seen);
        pass.forward();
        return Arrays.copyOfRange(pass.logits().data, (seen - last) * V, seen * V);
    }

    private static void same(float[] cached, float[] whole, String where) {
        int best = 0;
        int wholeBest = 0;
        for (int i = 0; i < whole.length; i++) {
            assertThat(cached[i]).as(where + ", logit " + i).isCloseTo(whole[i], within(1e-5f));
            best = cached[i] > cached[best] ? i : best;
            wholeBest = whole[i] > whole[wholeBest] ? i : wholeBest;
        }
        assertThat(best).as(where).isEqualTo(wholeBest);
    }

    private static void goesOnAsIfWorkedWhole(Model model, Kernels kernels) {
        Decoder decoder = new Decoder(model, Weights.LIVE, kernels);
        int[] text = Tiny.tokens("text", 3 * CONTEXT + 7, V);
        for (int length = 4; length <= text.length; length++) {
            same(decoder.read(text, length), whole(model, kernels, text, length, 1), "at " + length);
        }
    }

    private static DynamicTest test(ModelConfig config) {
        return dynamicTest(config.toString(), () -> goesOnAsIfWorkedWhole(model(config), KERNELS));
    }

    @TestFactory
    Stream<DynamicTest> everyAttentionWithEveryPositionAndModel() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String type : Models.REGISTRY.names()) {
            for (String position : Positions.REGISTRY.names()) {
                for (Map<String, Object> attention : ATTENTIONS) {
                    tests.add(test(Tiny.config("type", type, "position", position, "attention", attention, "heads", 4, "channels", 16,
                            "contextLength", CONTEXT, "bias", position.equals("learned"), "tiedHead", !type.equals("gpt"))));
                }
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyBlock() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String order : Blocks.REGISTRY.names()) {
            for (String norm : Norms.REGISTRY.names()) {
                for (String feedForward : FeedForwards.REGISTRY.names()) {
                    tests.add(test(Tiny.config("normOrder", order, "norm", norm, "feedForward", feedForward, "contextLength", CONTEXT,
                            "experts", Map.of("count", 3, "active", 2))));
                }
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> configsDrawnAtRandom() {
        return Stream.iterate(0, i -> i < 60, i -> i + 1).map(i -> test(random(i)));
    }

    private static ModelConfig random(int i) {
        int heads = new int[] {1, 2, 4}[below(3, i, 0)];
        return Tiny.config("type", pick(Models.REGISTRY.names(), i, 1), "position", pick(Positions.REGISTRY.names(), i, 2),
                "norm", pick(Norms.REGISTRY.names(), i, 3), "normOrder", pick(Blocks.REGISTRY.names(), i, 4),
                "feedForward", pick(FeedForwards.REGISTRY.names(), i, 5), "heads", heads, "channels", 16, "layers", 2 + below(3, i, 6),
                "hCycles", 1 + below(2, i, 7), "lCycles", 1 + below(3, i, 8), "bias", below(2, i, 9) == 0, "tiedHead", below(2, i, 10) == 0,
                "contextLength", 3 + below(60, i, 11),
                "attention", Map.of("window", below(2, i, 12) == 0 ? 0 : 1 + below(9, i, 13), "qkNorm", below(2, i, 14) == 0,
                        "kvHeads", heads / new int[] {1, heads, Math.max(1, heads / 2)}[below(3, i, 15)]),
                "experts", Map.of("count", 1 + below(3, i, 16), "active", 1));
    }

    private static int below(int bound, int i, int site) {
        return Tiny.DRAWS.below(bound, Draws.Purpose.PROBE, site, 77, i);
    }

    private static String pick(Set<String> names, int i, int site) {
        return List.copyOf(names).get(below(names.size(), i, site));
    }

    @Test
    void onTheSimdBackendTheyHaveTheSameBitsWithinTheContext() {
        for (String type : Models.REGISTRY.names()) {
            for (Map<String, Object> attention : ATTENTIONS) {
                Model model = model(Tiny.config("type", type, "attention", attention, "heads", 4, "channels", 16, "contextLength", 80));
                Decoder decoder = new Decoder(model, Weights.LIVE, KERNELS);
                int[] text = Tiny.tokens("text", 80, V);
                for (int length = 1; length <= 80; length++) {
                    assertThat(Arrays.copyOf(decoder.read(text, length), V)).as(type + attention + " at " + length)
                            .containsExactly(whole(model, KERNELS, text, length, 1));
                }
            }
        }
    }

    @Test
    void theEjmlBackendGoesOnAsWell() {
        for (String type : Models.REGISTRY.names()) {
            goesOnAsIfWorkedWhole(model(Tiny.config("type", type, "contextLength", CONTEXT)), Backends.create("ejml"));
        }
    }

    @Test
    void aTokenCostsOneRowWithinTheContextAndTheWholeWindowBeyond() {
        Decoder decoder = new Decoder(model(Tiny.config("contextLength", CONTEXT)), Weights.LIVE, KERNELS);
        int[] text = Tiny.tokens("text", 60, V);
        decoder.read(text, 20);
        assertThat(decoder.rows()).isEqualTo(20);
        for (int length = 21; length <= CONTEXT; length++) {
            decoder.read(text, length);
        }
        assertThat(decoder.rows()).isEqualTo(CONTEXT);
        decoder.read(text, CONTEXT + 1);
        assertThat(decoder.rows()).isEqualTo(2 * CONTEXT);
    }

    @Test
    void aSlidingWindowThatFitsTheContextCostsTwoRowsATokenAtMost() {
        Decoder decoder = new Decoder(model(Tiny.config("contextLength", CONTEXT, "attention", Map.of("window", 5))), Weights.LIVE, KERNELS);
        int[] text = Tiny.tokens("text", 400, V);
        for (int length = 1; length <= text.length; length++) {
            decoder.read(text, length);
        }
        assertThat(decoder.rows()).isBetween((long) text.length, 2L * text.length);
    }

    @Test
    void whatOthersHaveWrittenIsReadFromWhereItDiffers() {
        Model model = model(Tiny.config("contextLength", CONTEXT));
        Decoder decoder = new Decoder(model, Weights.LIVE, KERNELS);
        int[] text = Tiny.tokens("text", 30, V);
        decoder.read(text, 30);
        int[] other = text.clone();
        other[25] = (other[25] + 1) % V;
        same(decoder.read(other, 28), whole(model, KERNELS, other, 28, 1), "another end");
        assertThat(decoder.rows()).isEqualTo(33);
        same(decoder.read(other, 10), whole(model, KERNELS, other, 10, 1), "a beginning of it");
        assertThat(decoder.rows()).isEqualTo(34);
    }

    @Test
    void theLastRowsAreThoseOfTheWhole() {
        for (String type : Models.REGISTRY.names()) {
            for (boolean tied : new boolean[] {true, false}) {
                Model model = model(Tiny.config("type", type, "contextLength", CONTEXT, "tiedHead", tied));
                Decoder decoder = new Decoder(model, Weights.LIVE, KERNELS);
                int[] text = Tiny.tokens("text", 60, V);
                for (int length : new int[] {12, 15, 15, 14, 36, 50, 51}) {
                    same(Arrays.copyOf(decoder.read(text, length, 4), 4 * V), whole(model, KERNELS, text, length, 4), "last of " + length);
                }
            }
        }
    }

    @Test
    void aCopyGoesOnFromWhereTheOtherStands() {
        for (String type : Models.REGISTRY.names()) {
            Model model = model(Tiny.config("type", type, "contextLength", CONTEXT));
            Decoder decoder = new Decoder(model, Weights.LIVE, KERNELS);
            int[] text = Tiny.tokens("text", 30, V);
            decoder.read(text, 25);
            Decoder twin = decoder.another();
            twin.copy(decoder);
            int[] other = text.clone();
            other[24] = (other[24] + 1) % V;
            decoder.read(other, 30);
            same(twin.read(text, 26), whole(model, KERNELS, text, 26, 1), type);
            assertThat(twin.rows()).isEqualTo(1);
        }
    }

    @Test
    void columnsThatAreSharedAmongWorkersHaveTheSameBits() {
        Model model = Models.create(Tiny.config("channels", 128, "hidden", 1100, "vocabularySize", 1500, "contextLength", CONTEXT), Tiny.DRAWS);
        Workers three = new Workers() {
            @Override
            public int threads() {
                return 3;
            }

            @Override
            public void run(int tasks, IntConsumer task) {
                for (int i = tasks - 1; i >= 0; i--) {
                    task.accept(i);
                }
            }
        };
        Decoder alone = new Decoder(model, Weights.LIVE, KERNELS);
        Decoder shared = new Decoder(model, Weights.LIVE, KERNELS, three);
        int[] text = Tiny.tokens("text", 12, 1500);
        for (int length = 3; length <= 12; length++) {
            assertThat(shared.read(text, length)).containsExactly(alone.read(text, length));
        }
    }

    @Tag("allocation")
    @TestFactory
    Stream<DynamicTest> aTokenAllocatesNoTensor() {
        return Models.REGISTRY.names().stream().flatMap(type -> Stream.of("rope", "alibi", "learned").map(position -> dynamicTest(type + " " + position,
                () -> {
                    int vocabulary = 2000;
                    Decoder decoder = new Decoder(Models.create(Tiny.config("type", type, "position", position, "vocabularySize", vocabulary,
                            "contextLength", CONTEXT), Tiny.DRAWS), Weights.LIVE, KERNELS);
                    int[] text = Tiny.tokens("text", CONTEXT, vocabulary);
                    long least = Long.MAX_VALUE;
                    for (int i = 0; i < 2000 && least > 0; i++) {   // until the JIT has compiled the kernels, which then need no objects
                        decoder.read(text, 1);
                        long before = THREADS.getCurrentThreadAllocatedBytes();
                        for (int length = 2; length <= CONTEXT; length++) {
                            decoder.read(text, length);
                        }
                        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
                    }
                    assertThat(least / (CONTEXT - 1)).as("bytes a token").isLessThan(Float.BYTES * vocabulary / 20);
                })));
    }

    @Test
    void aModelThatLooksAheadIsWorkedWholeEachTime() {
        for (String type : Models.REGISTRY.names()) {
            Model model = model(Tiny.config("type", type, "contextLength", CONTEXT, "attention", Map.of("causal", false)));
            assertThat(new Decoder(model, Weights.LIVE, KERNELS).keeps()).isFalse();
            goesOnAsIfWorkedWhole(model, KERNELS);
        }
    }
}
