package dev.vitrine.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two sequences of 20 tokens, of which some are padding: at the front, inside, at the end. */
final class PaddingTest {
    private static final int TIME = 20;
    private static final int VOCABULARY = 11;
    private static final boolean[] HIDDEN = new boolean[2 * TIME];

    static {
        for (int row : new int[] {0, 1, 9, TIME + 4, TIME + 17, TIME + 18}) {
            HIDDEN[row] = true;
        }
    }

    private static int[] tokens(int padding) {
        int[] tokens = new int[2 * TIME];
        Arrays.setAll(tokens, row -> HIDDEN[row] ? padding : (row * 7 + 3) % VOCABULARY);
        return tokens;
    }

    private static Model model(String position, int window) {
        ModelConfig config = Tiny.config("position", position, "contextLength", TIME, "vocabularySize", VOCABULARY,
                "attention", new AttentionConfig(0, 0, window, true, false, 1));
        return Models.create(config, Tiny.DRAWS);
    }

    private static float[] logits(Model model, int batch, int[] tokens, Padding padding) {
        ModelPass pass = model.newPass(PassContext.evaluation(batch, tokens.length / batch, Weights.LIVE, Backends.create("simd"))
                .padded(padding));
        System.arraycopy(tokens, 0, pass.tokens(), 0, tokens.length);
        pass.forward();
        return pass.logits().data.clone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rope", "learned", "sinusoidal", "none"})
    void withoutItTheSameIsSaid(String position) {
        Model model = model(position, 0);
        float[] padded = logits(model, 2, tokens(0), Padding.of(HIDDEN, TIME));
        for (int sequence = 0; sequence < 2; sequence++) {
            int[] rows = seen(sequence);
            int[] tokens = tokens(0);
            float[] alone = logits(model, 1, Arrays.stream(rows).map(row -> tokens[row]).toArray(), Padding.NONE);
            for (int i = 0; i < rows.length; i++) {
                for (int v = 0; v < VOCABULARY; v++) {
                    assertThat(padded[rows[i] * VOCABULARY + v]).isCloseTo(alone[i * VOCABULARY + v], within(2e-6f));
                }
            }
        }
    }

    private static int[] seen(int sequence) {
        return IntStream.range(sequence * TIME, (sequence + 1) * TIME).filter(row -> !HIDDEN[row]).toArray();
    }

    /** To the last bit. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void whatItIsChangesNothing(int window) {
        Model model = model("rope", window);
        float[] zeros = logits(model, 2, tokens(0), Padding.of(HIDDEN, TIME));
        float[] fives = logits(model, 2, tokens(5), Padding.of(HIDDEN, TIME));
        float[] visible = logits(model, 2, tokens(5), Padding.NONE);
        for (int row = 0; row < 2 * TIME; row++) {
            if (!HIDDEN[row]) {
                assertThat(Arrays.copyOfRange(zeros, row * VOCABULARY, (row + 1) * VOCABULARY))
                        .isEqualTo(Arrays.copyOfRange(fives, row * VOCABULARY, (row + 1) * VOCABULARY));
            }
        }
        assertThat(zeros).isNotEqualTo(visible);
    }

    /** Of three, of which the middle one is padding, the last sees itself alone. */
    @Test
    void aWindowCountsIt() {
        Model model = model("rope", 2);
        int[] tokens = {3, 0, 4};
        float[] padded = logits(model, 1, tokens, Padding.of(new boolean[] {false, true, false}, 3));
        float[] other = logits(model, 1, new int[] {7, 0, 4}, Padding.of(new boolean[] {false, true, false}, 3));
        assertThat(Arrays.copyOfRange(padded, 2 * VOCABULARY, 3 * VOCABULARY))
                .isEqualTo(Arrays.copyOfRange(other, 2 * VOCABULARY, 3 * VOCABULARY));
    }

    @Test
    void aSequenceOfNothingElseHasFiniteOutputs() {
        float[] logits = logits(model("rope", 0), 1, new int[] {1, 2, 3}, Padding.of(new boolean[] {true, true, true}, 3));
        for (float v : logits) {
            assertThat(v).isFinite();
        }
    }

    @Test
    void positionsAreCountedWithoutIt() {
        Padding padding = Padding.of(HIDDEN, TIME);
        assertThat(padding.position(2, TIME)).isZero();
        assertThat(padding.position(10, TIME)).isEqualTo(7);
        assertThat(padding.position(TIME, TIME)).isZero();
        assertThat(padding.position(TIME + 5, TIME)).isEqualTo(4);
        assertThat(Padding.NONE.position(TIME + 5, TIME)).isEqualTo(5);
    }
}
