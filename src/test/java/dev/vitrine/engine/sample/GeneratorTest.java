package dev.vitrine.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeneratorTest {
    private static final int CONTEXT = 24;
    private static final int[] PROMPT = {4, 9, 2};
    private static final Sampling WARM = new Sampling(1, 0, 11);

    private final Kernels kernels = Backends.create("simd");

    private static Model model(String type) {
        Model model = Models.create(Tiny.config("type", type, "position", "rope+learned", "contextLength", CONTEXT), Tiny.DRAWS);
        Tiny.disturb(model.parameters(), 0.5);
        return model;
    }

    private int[] generate(Model model, int[] prompt, int maxTokens, Sampling sampling) {
        return new Generator(model, Weights.LIVE, kernels).generate(prompt, maxTokens, -1, sampling, choice -> true);
    }

    @Test
    void theSameSeedWritesTheSameText() {
        for (String type : Models.REGISTRY.names()) {
            int[] text = generate(model(type), PROMPT, 20, WARM);
            assertThat(generate(model(type), PROMPT, 20, WARM)).hasSize(20).isEqualTo(text);
            assertThat(generate(model(type), PROMPT, 20, new Sampling(1, 0, 12))).isNotEqualTo(text);
        }
    }

    @Test
    void aLongerBufferGivesTheSameTokens() {
        for (String type : Models.REGISTRY.names()) {
            Model model = model(type);
            int[] all = generate(model, PROMPT, 20, WARM);
            for (int n = 0; n < 20; n++) {
                assertThat(generate(model, PROMPT, n, WARM)).as(type).isEqualTo(Arrays.copyOf(all, n));
            }
        }
    }

    @Test
    void beyondTheContextEachTokenIsChosenFromTheLastWindow() {
        for (String type : Models.REGISTRY.names()) {
            Model model = model(type);
            int[] text = Arrays.copyOf(PROMPT, PROMPT.length + 60);
            System.arraycopy(generate(model, PROMPT, 60, Sampling.GREEDY), 0, text, PROMPT.length, 60);
            for (int length = PROMPT.length; length < text.length; length++) {
                int[] window = Arrays.copyOfRange(text, Math.max(0, length - CONTEXT), length);
                assertThat(text[length]).as(type + " at " + length).isEqualTo(greedy(model, window));
            }
            assertThat(Arrays.stream(text).distinct().count()).as("different tokens, so that windows differ").isGreaterThan(2);
        }
    }

    private int greedy(Model model, int[] window) {
        ModelPass pass = model.newPass(PassContext.evaluation(1, window.length, Weights.LIVE, kernels));
        System.arraycopy(window, 0, pass.tokens(), 0, window.length);
        pass.forward();
        int last = window.length - 1;
        int best = 0;
        for (int v = 1; v < pass.logits().numCols; v++) {
            best = pass.logits().get(last, v) > pass.logits().get(last, best) ? v : best;
        }
        return best;
    }

    @Test
    void aPromptLongerThanTheContextIsReadFromItsEnd() {
        Model model = model("gpt");
        int[] prompt = Tiny.tokens("long prompt", 40, 11);
        int[] end = Arrays.copyOfRange(prompt, 40 - CONTEXT, 40);
        assertThat(generate(model, prompt, 1, Sampling.GREEDY)).containsExactly(greedy(model, end));
    }

    @Test
    void theEndTokenIsShownButNotPartOfTheText() {
        Model model = model("gpt");
        int[] free = generate(model, PROMPT, 20, WARM);
        int end = free[5];
        int first = 0;
        while (free[first] != end) {
            first++;
        }
        List<Integer> seen = new ArrayList<>();
        int[] text = new Generator(model, Weights.LIVE, kernels).generate(PROMPT, 20, end, WARM,
                choice -> seen.add(choice.token()));
        assertThat(text).isEqualTo(Arrays.copyOf(free, first));
        assertThat(seen).hasSize(first + 1).last().isEqualTo(end);
    }

    @Test
    void aListenerCanStopIt() {
        List<Choice> seen = new ArrayList<>();
        int[] text = new Generator(model("gpt"), Weights.LIVE, kernels).generate(PROMPT, 20, -1, WARM, choice -> {
            seen.add(choice);
            return seen.size() < 4;
        });
        assertThat(text).hasSize(4).isEqualTo(seen.stream().mapToInt(Choice::token).toArray());
    }

    @Test
    void copiedWeightsWriteTheSameTextWhateverBecomesOfTheModel() {
        Model model = model("gpt");
        int[] text = generate(model, PROMPT, 20, WARM);
        Weights copy = Weights.copyOf(model.parameters(), Weights.LIVE);
        Tiny.disturb(model.parameters(), 1);
        assertThat(new Generator(model, copy, kernels).generate(PROMPT, 20, -1, WARM, choice -> true)).isEqualTo(text);
        assertThat(generate(model, PROMPT, 20, WARM)).isNotEqualTo(text);
    }

    @Test
    void anEmptyPromptIsRefused() {
        assertThatThrownBy(() -> generate(model("gpt"), new int[0], 5, WARM))
                .hasMessage("generation needs at least one token to start from, got none");
    }
}
