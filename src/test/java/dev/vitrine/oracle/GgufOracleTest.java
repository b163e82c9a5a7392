package dev.vitrine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.CacheType;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.checkpoint.Conversion;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerProgress;
import dev.vitrine.engine.text.TokenizerSettings;
import dev.vitrine.engine.text.Tokenizers;
import dev.vitrine.training.Prompts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What llama.cpp writes with the files that are written for it. */
final class GgufOracleTest {
    private static final String TEXT = "the big dog saw the small cat and the cat saw the dog; it was 12 o'clock, and they ran.\n";
    private static final Tokenizer LETTERS = Tokenizers.REGISTRY.get("char").train(List.of(TEXT));
    private static final Tokenizer BYTES = Tokenizers.REGISTRY.get("bpe").train(List.of(TEXT, TEXT), new TokenizerSettings(300, 2, List.of()), TokenizerProgress.SILENT);
    private static final String PROMPT = "the cat saw 12";
    private static final int WRITTEN = 32;

    record Case(String name, Tokenizer tokenizer, ModelConfig config, String dtype) {
        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir private Path folder;

    private static Stream<Case> cases() {
        return Stream.of(
                llama("llama, characters", LETTERS, Map.of(), false, true),
                llama("llama, bytes", BYTES, Map.of(), false, false),
                llama("llama, shared keys", LETTERS, Map.of("kvHeads", 1), false, false),
                llama("llama, larger heads", LETTERS, Map.of("kvHeads", 2, "headSize", 16), false, true),
                llama("llama, biases", BYTES, Map.of("kvHeads", 2), true, false),
                llama("llama, biases of attention only", LETTERS, Map.of("otherBias", true), false, true),
                llama("llama, linear scaling", LETTERS, Map.of("ropeScaling", new RopeScaling("linear", 2, 1, 4, 8192)), false, true),
                llama("llama, scaling of 3.1", LETTERS, Map.of("ropeScaling", new RopeScaling("llama3", 8, 1, 4, 32)), false, true),
                new Case("llama, bf16", LETTERS, llama("", LETTERS, Map.of(), false, true).config, "bf16"),
                gpt2("gpt2, characters", LETTERS, true), gpt2("gpt2, bytes", BYTES, false));
    }

    private static Case llama(String name, Tokenizer tokenizer, Map<String, Object> attention, boolean bias, boolean tied) {
        return new Case(name, tokenizer, Tiny.config("vocabularySize", tokenizer.vocabSize(), "contextLength", 64, "heads", 4, "channels", 32,
                "hidden", 48, "attention", attention, "bias", bias, "tiedHead", tied), "f32");
    }

    private static Case gpt2(String name, Tokenizer tokenizer, boolean tied) {
        return new Case(name, tokenizer, Tiny.config("vocabularySize", tokenizer.vocabSize(), "contextLength", 64, "heads", 4, "channels", 32,
                "hidden", 128, "position", "learned", "norm", "layer_norm", "feedForward", "gelu", "bias", true, "tiedHead", tied), "f32");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aPromptIsCutAlikeAndGoesOnWithTheSameText(Case c) {
        Model model = ExportedModels.model(c.config, 0.3);
        Path in = folder.resolve("in.bin");
        Path out = folder.resolve("out.gguf");
        ModelFiles.save(in, model, Weights.LIVE, c.tokenizer);
        new Conversion(in, out, null, c.dtype, Long.MAX_VALUE).run();

        try (LlamaModel llama = new LlamaModel(new ModelParameters().setModel(out.toString()).setCtxSize(64).setGpuLayers(0).setThreads(1)
                .setCacheTypeK(CacheType.F32).setCacheTypeV(CacheType.F32).disableLog())) {
            assertThat(llama.encode(PROMPT)).endsWith(c.tokenizer.encode(PROMPT));
            String theirs = llama.complete(new InferenceParameters(PROMPT).setTemperature(0).setNPredict(WRITTEN).setRepeatPenalty(1)
                    .setCachePrompt(false));
            String ours = continued(model, c.tokenizer);
            System.out.println("llama.cpp, " + c + ": " + ours.replace('\n', '/'));
            assertThat(ours).isNotEmpty();
            assertThat(theirs).isEqualTo(ours);
        }
    }

    private static String continued(Model model, Tokenizer tokenizer) {
        int[] ids = Prompts.start(tokenizer, PROMPT);
        int begun = ids.length;
        while (ids.length < begun + WRITTEN) {
            float[] logits = ExportedModels.logits(model, ids, 1);
            int last = logits.length - model.config().vocabularySize();
            int best = IntStream.range(0, model.config().vocabularySize()).reduce((a, b) -> logits[last + b] > logits[last + a] ? b : a).orElseThrow();
            if (best == tokenizer.endId()) {
                break;
            }
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = best;
        }
        return tokenizer.decode(Arrays.copyOfRange(ids, begun, ids.length));
    }
}
