package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.CharTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loaded model as the window asks it. */
@Timeout(20)
final class InferenceServiceTest {
    private static final ModelConfig CONFIG = Tiny.config("vocabularySize", 11, "contextLength", 6, "layers", 2);

    private static LoadedModel loaded(ModelConfig config, Optional<Tokenizer> tokenizer) {
        Model model = Models.create(config, new Draws(4));
        Tiny.disturb(model.parameters(), 0.1);
        return new LoadedModel("vitrine-gpt", model, tokenizer, OptionalInt.empty(), List.of());
    }

    private static InferenceService started() {
        InferenceService service = new InferenceService(loaded(CONFIG, Optional.empty()), "m", "simd");
        service.start();
        return service;
    }

    private static Snapshot take(InferenceService service, Predicate<Snapshot> wanted) {
        while (true) {
            List<Snapshot> newest = service.snapshots().take();
            if (newest != null && wanted.test(newest.getFirst())) {
                return newest.getFirst();
            }
            Thread.onSpinWait();
        }
    }

    private static float[] logits(Model model, int... tokens) {
        ModelPass pass = model.newPass(PassContext.evaluation(1, tokens.length, Weights.LIVE, Backends.create("simd")));
        System.arraycopy(tokens, 0, pass.tokens(), 0, tokens.length);
        pass.forward();
        return pass.logits().data;
    }

    @Test
    void showsWhatTheModelMakesOfTheProbeAndOnlyWhatIsObserved() {
        try (InferenceService service = started()) {
            service.send(new Command.Observe(Set.of("probe.logits", "probe.blocks.1.attn.pattern")));
            service.send(new Command.SetProbe("3 1 10"));
            Snapshot s = take(service, n -> n.probeTokens().length == 3);
            assertThat(s.probeTokens()).containsExactly(3, 1, 10);
            assertThat(s.tensors()).containsOnlyKeys("probe.logits", "probe.blocks.1.attn.pattern");
            assertThat(s.tensor("probe.logits").orElseThrow().data()).isEqualTo(logits(service.model(), 3, 1, 10));
            assertThat(s.running()).isFalse();
            assertThat(s.failure()).isNull();
        }
    }

    @Test
    void aProbeIsCutToTheContext() {
        try (InferenceService service = started()) {
            service.send(new Command.SetProbe("1 2 3 4 5 6 7 8"));
            assertThat(take(service, s -> s.probeTokens().length == 6).probeTokens()).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void theWeightsAreLentAndNotCopied() throws ExecutionException, InterruptedException {
        try (InferenceService service = started()) {
            CompletableFuture<Command.WeightsAt> answer = new CompletableFuture<>();
            service.send(new Command.CopyWeights(Models.GPT, answer));
            Command.WeightsAt lent = answer.get();
            service.model().parameters().forEach(p -> assertThat(lent.weights().of(p)).isSameAs(p.value()));
            assertThat(lent.model()).isSameAs(service.model());
        }
    }

    @Test
    void whatNeedsTrainingIsRefusedWithASentenceThatIsSaidOnce() {
        try (InferenceService service = started()) {
            for (Command c : List.of(new Command.Resume(), new Command.Seek(3), new Command.SetPeakLearningRate(1), new Command.Back())) {
                service.send(c);
                assertThat(take(service, s -> s.failure() != null).failure()).contains("opened to be looked at");
            }
            service.send(new Command.SetProbe("1"));
            assertThat(take(service, s -> s.probeTokens().length == 1).failure()).isNull();
        }
    }

    @Test
    void equalWeightsHaveEqualHashesAndOneChangedBitAnother() {
        try (InferenceService one = started(); InferenceService two = started()) {
            Snapshot a = shown(one);
            assertThat(a.stateHashText()).isEqualTo(shown(two).stateHashText()).isEqualTo(one.stateHashText(Models.GPT, 0));
            LoadedModel other = loaded(CONFIG, Optional.empty());
            float[] gain = other.model().parameters().get("final_norm.gain").value().data;
            gain[5] = Math.nextUp(gain[5]);
            try (InferenceService changed = new InferenceService(other, "other", "simd")) {
                changed.start();
                assertThat(shown(changed).stateHashText()).isNotEqualTo(a.stateHashText());
            }
        }
    }

    private static Snapshot shown(InferenceService service) {
        service.send(new Command.Observe(Set.of()));
        return take(service, s -> true);
    }

    @Test
    void beginsWithATextThatItsTokenizerKnowsOrWithIds() {
        assertThat(new InferenceService(loaded(CONFIG, Optional.empty()), "m", "simd").prompt()).isEqualTo("0 1 2 3 4 5 6 7");
        Tokenizer small = Tokenizers.REGISTRY.get("char").train(List.of("the cat sat on the mat and the"));
        Tokenizer large = Tokenizers.REGISTRY.get("char").train(List.of("When Mary and John went to the store, John gave a drink to"));
        for (Map.Entry<Tokenizer, String> e : Map.of(small, "the cat", large, "When Mary").entrySet()) {
            LoadedModel loaded = loaded(Tiny.config("vocabularySize", e.getKey().vocabSize()), Optional.of(e.getKey()));
            assertThat(new InferenceService(loaded, "m", "simd").prompt()).startsWith(e.getValue());
        }
        assertThat(small).isInstanceOf(CharTokenizer.class);
    }

    @Test
    void aModelThatAnswersPuzzlesIsRefused() {
        LoadedModel puzzles = loaded(Tiny.config("type", "hrm", "reasoning", Map.of("enabled", true)), Optional.empty());
        assertThatThrownBy(() -> new InferenceService(puzzles, "m", "simd")).isInstanceOf(InputException.class)
                .hasMessage("the model of m answers puzzles and does not continue texts; vitrine puzzle solve asks it one");
    }

    @Test
    void whoAsksForWeightsOfAClosedModelIsAnswered() {
        InferenceService service = started();
        service.close();
        CompletableFuture<Command.WeightsAt> answer = new CompletableFuture<>();
        service.send(new Command.CopyWeights(Models.GPT, answer));
        assertThatThrownBy(answer::get).hasMessageContaining("the model was closed");
    }
}
