package dev.vitrine.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.checkpoint.Conversion;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Hugging Face's transformers makes of the folders that are written for it. Needs -Doracle.python. */
final class TransformersOracleTest {
    private static final String PYTHON = System.getProperty("oracle.python", "");
    private static final Tokenizer LETTERS = Tokenizers.REGISTRY.get("char").train(List.of("a small text"));

    @TempDir private Path folder;

    private static Model model(String kind) {
        Object[] changes = switch (kind) {
            case "gelu" -> gpt2("gelu", true);
            case "gelu_erf" -> gpt2("gelu_erf", false);
            case "silu" -> gpt2("silu", true);
            case "biased" -> llama("geglu", true, Map.of("kvHeads", 1));
            case "attention biased" -> llama("swiglu", false, Map.of("otherBias", true, "headSize", 16));
            case "linear" -> llama("reglu", false, Map.of("ropeScaling", new RopeScaling("linear", 2, 1, 4, 8192)));
            case "llama3" -> llama("geglu_erf", false, Map.of("ropeScaling", new RopeScaling("llama3", 8, 1, 4, 32)));
            case "window" -> llama("swiglu", false, Map.of("kvHeads", 2, "window", 5));
            default -> llama("swiglu", false, Map.of());
        };
        return ExportedModels.model(Tiny.config(changes), 0.2);
    }

    private static Object[] gpt2(String feedForward, boolean tied) {
        return new Object[] {"vocabularySize", LETTERS.vocabSize(), "heads", 4, "channels", 32, "hidden", 48, "position", "learned",
            "norm", "layer_norm", "bias", true, "feedForward", feedForward, "tiedHead", tied};
    }

    private static Object[] llama(String feedForward, boolean bias, Map<String, Object> attention) {
        return new Object[] {"vocabularySize", LETTERS.vocabSize(), "heads", 4, "channels", 32, "hidden", 48, "feedForward", feedForward,
            "bias", bias, "attention", attention, "tiedHead", !bias};
    }

    @ParameterizedTest
    @CsvSource({"gpt2,gelu,", "gpt2,gelu_erf,", "gpt2,silu,3000", "llama,plain,", "llama,biased,", "llama,attention biased,", "llama,linear,",
        "llama,llama3,20000", "mistral,window,", "mistral,plain,"})
    void logitsAreTheSame(String family, String kind, Long shard) throws IOException, InterruptedException {
        assumeTrue(!PYTHON.isEmpty(), "no -Doracle.python");
        Model model = model(kind);
        ModelFiles.save(folder.resolve("in"), model, Weights.LIVE, LETTERS);
        Path out = folder.resolve("out");
        new Conversion(folder.resolve("in"), out, family, "f32", shard == null ? Long.MAX_VALUE : shard).run();
        int[] tokens = Tiny.tokens("tokens", 20, LETTERS.vocabSize());
        Path logits = Files.writeString(folder.resolve("logits.json"),
                "{\"data\":" + Arrays.toString(ExportedModels.logits(model, tokens, 1)) + "}\n");
        Process python = new ProcessBuilder(PYTHON, "src/test/python/compare_logits.py", out.toString(),
                IntStream.of(tokens).mapToObj(Integer::toString).collect(Collectors.joining(","))).redirectInput(logits.toFile())
                .redirectErrorStream(true).start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println("transformers, " + kind + ": " + said.lines().reduce("", (before, line) -> line));
        assertThat(python.waitFor()).as(said).isZero();
    }
}
