package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No position of any tensor of any model depends, by a single bit, on what comes after it or on other sequences. */
final class CausalityTest {
    private static final int TIME = 19;   // more than one tile of attention's rows
    private static final int VOCABULARY = 11;
    private static final int[] TOKENS = Tiny.tokens("sequence", TIME, VOCABULARY);

    private static Stream<DynamicTest> everyModel(BiConsumer<Model, String> body) {
        return Models.REGISTRY.names().stream().flatMap(type -> Blocks.REGISTRY.names().stream()
                .flatMap(order -> Backends.REGISTRY.names().stream().map(backend -> dynamicTest(
                        type + " " + order + " " + backend, () -> {
                            Model model = Models.create(Tiny.config("type", type, "normOrder", order, "position",
                                    "rope+learned", "hCycles", 2, "lCycles", 3), Tiny.DRAWS);
                            Tiny.disturb(model.parameters(), 0.2);
                            body.accept(model, backend);
                        }))));
    }

    private static Tapped worked(Model model, String backend, int[]... sequences) {
        int time = sequences[0].length;
        ModelPass pass = model.newPass(PassContext.evaluation(sequences.length, time, Weights.LIVE, Backends.create(backend)));
        for (int b = 0; b < sequences.length; b++) {
            System.arraycopy(sequences[b], 0, pass.tokens(), b * time, time);
        }
        pass.forward();
        return Tapped.of(pass);
    }

    /** What a tensor holds of positions 0 to before-1 of one sequence. */
    private static float[] upTo(int before, Tapped tapped, String name, int sequence) {
        TensorShape shape = tapped.shapes().get(name);
        float[] all = tapped.values(name);
        if (!shape.axes().contains("Tq")) {
            int row = shape.count() / shape.size("B") / shape.size("T");
            int at = sequence * shape.size("T") * row;
            return Arrays.copyOfRange(all, at, at + before * row);
        }
        int heads = shape.size("NH");
        int time = shape.size("Tq");
        float[] part = new float[heads * before * before];
        for (int row = 0; row < heads * before; row++) {
            int from = ((sequence * heads + row / before) * time + row % before) * time;
            System.arraycopy(all, from, part, row * before, before);
        }
        return part;
    }

    private static void sameBefore(int before, Tapped a, int sequenceOfA, Tapped b, int sequenceOfB) {
        assertThat(a.shapes().keySet()).contains("logits").isEqualTo(b.shapes().keySet());
        for (String name : a.shapes().keySet()) {
            assertThat(upTo(before, a, name, sequenceOfA)).as(name + " before " + before)
                    .isEqualTo(upTo(before, b, name, sequenceOfB));
        }
    }

    @TestFactory
    Stream<DynamicTest> aTokenLeavesEverythingBeforeItAsItIs() {
        return everyModel((model, backend) -> {
            Tapped plain = worked(model, backend, TOKENS);
            for (int j : new int[] {1, 7, 16, TIME - 1}) {
                int[] changed = TOKENS.clone();
                changed[j] = (changed[j] + 1) % VOCABULARY;
                Tapped other = worked(model, backend, changed);
                sameBefore(j, plain, 0, other, 0);
                assertThat(upTo(j + 1, other, "logits", 0)).isNotEqualTo(upTo(j + 1, plain, "logits", 0));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aPrefixAloneHasTheBitsItHasInTheWholeSequence() {
        return everyModel((model, backend) -> {
            Tapped whole = worked(model, backend, TOKENS);
            for (int time = 1; time < TIME; time++) {
                sameBefore(time, whole, 0, worked(model, backend, Arrays.copyOf(TOKENS, time)), 0);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aSequenceHasTheSameBitsAloneAndInABatch() {
        return everyModel((model, backend) -> {
            int[][] sequences = IntStream.range(0, 3).mapToObj(i -> Tiny.tokens("sequence " + i, TIME, VOCABULARY))
                    .toArray(int[][]::new);
            Tapped together = worked(model, backend, sequences);
            for (int b = 0; b < sequences.length; b++) {
                sameBefore(TIME, worked(model, backend, sequences[b]), 0, together, b);
            }
        });
    }
}
