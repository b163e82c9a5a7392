package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConversionTest {
    private static final Tokenizer LETTERS = Tokenizers.REGISTRY.get("char").train(List.of("a small text"));
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final ModelConfig GPT2 = Tiny.config("vocabularySize", LETTERS.vocabSize(), "position", "learned", "norm", "layer_norm",
            "bias", true, "feedForward", "gelu", "hCycles", 1, "lCycles", 1, "gradient", "all");
    private static final ModelConfig LLAMA = Tiny.config("vocabularySize", LETTERS.vocabSize(), "attention", Map.of("kvHeads", 1, "headSize", 4),
            "hCycles", 1, "lCycles", 1, "gradient", "all");

    @TempDir private Path folder;

    private Path save(ModelConfig config) {
        Model model = Models.create(config, new Draws(3));
        Tiny.disturb(model.parameters(), 0.3);
        ModelFiles.save(folder.resolve("in.bin"), model, Weights.LIVE, LETTERS);
        return folder.resolve("in.bin");
    }

    private Path convert(Path in, String out, String to, String dtype) {
        assertThat(new Conversion(in, folder.resolve(out), to, dtype, Long.MAX_VALUE).run()).isEmpty();
        return folder.resolve(out);
    }

    private static void assertSame(Path one, Path other) {
        Model model = ModelFiles.load(one).model();
        Model again = ModelFiles.load(other).model();
        assertThat(again.config()).isEqualTo(model.config());
        for (Parameter p : model.parameters()) {
            assertThat(again.parameters().get(p.name()).value().data).as(p.name()).isEqualTo(p.value().data);
        }
    }

    /** The tied and the untied, with and without biases, windows, scaled frequencies, shared keys. */
    @ParameterizedTest
    @CsvSource({"gpt2-tiny,gpt2", "llama-tiny,llama", "llama-biased-tiny,llama", "llama-scaled-tiny,llama", "mistral-tiny,mistral", "hrm-tiny,hrm",
        "hrm-learned-tiny,hrm", "trm-mlp-tiny,hrm"})
    void whatOthersSavedIsWrittenWithTheirNamesShapesAndBits(String golden, String family) {
        Path out = convert(GOLDEN.resolve(golden), "out", family, "f32");
        TensorSource theirs = TensorSource.of(GOLDEN.resolve(golden));
        Safetensors ours = Safetensors.read(out.resolve("model.safetensors"));
        List<String> compared = theirs.names().stream().filter(n -> !n.contains("puzzle_emb") && !n.contains("rotary") && !n.endsWith(".attn.bias")
                && !n.endsWith("masked_bias")).toList();
        String prefix = compared.stream().anyMatch(ours.names()::contains) ? "" : ours.names().iterator().next().split("\\.")[0] + ".";
        assertThat(ours.names()).containsExactlyInAnyOrderElementsOf(compared.stream().map(n -> ours.names().contains(n) ? n : prefix + n).toList());
        for (String name : compared) {
            String here = ours.names().contains(name) ? name : prefix + name;
            assertThat(ours.shape(here)).as(name).isEqualTo(theirs.shape(name));
            assertThat(ours.floats(here)).as(name).isEqualTo(theirs.floats(name));
        }
        assertSame(GOLDEN.resolve(golden), out);
    }

    @ParameterizedTest
    @CsvSource({"gpt2,gpt2-tiny", "llama,llama-tiny", "mistral,mistral-tiny"})
    void theConfigSaysWhatTransformersSaysOfTheSameModel(String family, String golden) throws IOException {
        Path out = convert(GOLDEN.resolve(golden), "out", family, "f32");
        JsonNode theirs = new JsonMapper().readTree(GOLDEN.resolve(golden).resolve("config.json").toFile());
        JsonNode ours = new JsonMapper().readTree(out.resolve("config.json").toFile());
        for (Map.Entry<String, JsonNode> key : ours.properties()) {
            if (theirs.hasNonNull(key.getKey()) && !key.getKey().contains("token_id") && !key.getKey().contains("pdrop")) {
                assertThat(key.getValue().asText()).as(key.getKey()).isEqualTo(theirs.get(key.getKey()).asText());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gpt2,out", "gpt2,out.bin", "gpt2,out.json", "vitrine,out", "vitrine,out.json"})
    void aGpt2IsTheSameAgain(String family, String out) {
        assertSame(folder.resolve("in.bin"), convert(save(GPT2), out, family, "f32"));
    }

    @ParameterizedTest
    @CsvSource({"llama,silu", "mistral,silu"})
    void aLlamaIsTheSameAgainWithItsTokenizer(String family, String activation) throws IOException {
        Path out = convert(save(LLAMA), "out", family, "f32");
        assertSame(folder.resolve("in.bin"), out);
        assertThat(Files.readString(out.resolve("config.json"))).contains("\"hidden_act\" : \"" + activation + "\"", "\"eos_token_id\" : 1");
        assertThat(ModelFiles.load(out).tokenizer().orElseThrow().encode("small")).isEqualTo(LETTERS.encode("small"));
    }

    @ParameterizedTest
    @CsvSource({"bf16,256", "f16,2048"})
    void halvesAreTheNearestThereAre(String dtype, double steps) {
        Path out = convert(save(LLAMA), "out", "llama", dtype);
        Model was = ModelFiles.load(folder.resolve("in.bin")).model();
        Model is = ModelFiles.load(out).model();
        for (Parameter p : was.parameters()) {
            float[] halves = is.parameters().get(p.name()).value().data;
            for (int i = 0; i < p.size(); i++) {
                float value = p.value().data[i];
                assertThat(Math.abs(halves[i] - value)).isLessThanOrEqualTo((float) (Math.abs(value) / steps + 3e-8));
            }
        }
        assertThat(Safetensors.read(out.resolve("model.safetensors")).dtype("model.norm.weight"))
                .isEqualToIgnoringCase(dtype);
    }

    @Test
    void aLargeModelIsSplitIntoShards() throws IOException {
        Path in = save(LLAMA);
        Path out = folder.resolve("out");
        convert(in, "out", "llama", "f32");
        new Conversion(in, out, "llama", "f32", 1500).run();
        assertThat(out.resolve("model.safetensors")).doesNotExist();
        List<Path> shards;
        try (var files = Files.list(out)) {
            shards = files.filter(f -> f.toString().contains("-of-")).sorted().toList();
        }
        assertThat(shards).hasSizeGreaterThan(2).allSatisfy(f -> assertThat(f.getFileName().toString())
                .matches("model-0000\\d-of-0000" + shards.size() + "\\.safetensors"));
        assertThat(Files.readString(out.resolve("model.safetensors.index.json"))).contains("\"total_size\" : "
                + 4 * ModelFiles.load(in).model().parameters().count());
        assertSame(in, out);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gpt2    | position    | alibi      | gpt2 has no place for model.position = alibi: it must be learned; choose another family or a model with that setting",
        "gpt2    | norm        | rms_norm   | gpt2 has no place for model.norm = rms_norm: it must be layer_norm",
        "gpt2    | feedForward | swiglu     | gpt2 has no place for model.feed_forward = swiglu: it must be gelu or gelu_erf or relu or silu",
        "gpt2    | normOrder   | post       | gpt2 has no place for model.norm_order = post: it must be pre",
        "gpt2    | bias        | false      | gpt2 has no place for model.bias = false: it must be true",
        "llama   | position    | learned    | llama has no place for model.position = learned: it must be rope",
        "mistral | type        | hrm        | mistral has no place for model.type = hrm: it must be gpt",
        "hrm     | norm        | layer_norm | hrm has no place for model.type = gpt: it must be hrm or trm",
    })
    void aSettingThatAFamilyLacksIsNamed(String family, String key, String value, String sentence) {
        Object given = value.equals("false") ? (Object) false : value;
        refused(save(Tiny.config("vocabularySize", LETTERS.vocabSize(), "position", "learned", "norm", "layer_norm",
                "bias", true, "feedForward", "gelu", key, given)), "out", family, sentence);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void expertsAndWindowsHaveNoPlaceInALlama() {
        refused(save(Tiny.config("vocabularySize", LETTERS.vocabSize(), "experts", Map.of("count", 2))), "out", "llama",
                "llama has no place for model.experts.count = 2: it must be 1");
        refused(save(Tiny.config("vocabularySize", LETTERS.vocabSize(), "attention", Map.of("window", 3))), "out", "llama",
                "llama has no place for model.attention.window = 3: it must be 0");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        Path in = save(LLAMA);
        refused(in, "out.onnx", "llama", folder + "/out.onnx cannot be written as llama: a file that ends in .onnx is onnx");
        refused(in, "out", "onnx", folder + "/out cannot be written as onnx: a file that ends in .onnx is needed");
        refused(in, "out", "bert", "unknown target 'bert'; choose one of [vitrine, gpt2, llama, mistral, hrm, onnx, gguf]");
        assertThatThrownBy(() -> convert(in, "out.json", "llama", "f16")).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("out.json holds numbers as text, so it has no dtype");
        assertThatThrownBy(() -> convert(in, "out", "llama", "f8")).hasMessage("unknown dtype 'f8'; choose one of [f32, f16, bf16]");
        assertThatThrownBy(() -> new Conversion(in, folder.resolve("out.bin"), "llama", "f32", 100).run())
                .hasMessageContaining("out.bin is one file, which is not split into shards");
        assertThatThrownBy(() -> ModelFiles.prepare(folder.resolve("out.onnx"))).isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("a model is not saved as .onnx, which is not read again");
    }

    @Test
    void aNumberThatF16CannotHoldIsNamed() {
        Model model = Models.create(LLAMA, new Draws(3));
        model.parameters().get("final_norm.gain").value().data[2] = 70_000;
        ModelFiles.save(folder.resolve("in.bin"), model, Weights.LIVE, LETTERS);
        assertThatThrownBy(() -> convert(folder.resolve("in.bin"), "out", "llama", "f16")).isInstanceOf(CheckpointException.class)
                .hasMessage("tensor 'model.norm.weight' holds 70000.0, but f16 ends at 65504; choose bf16 or f32");
    }

    private void refused(Path in, String out, String to, String sentence) {
        assertThatThrownBy(() -> convert(in, out, to, "f32")).isInstanceOf(InputException.class).message()
                .startsWith(sentence).doesNotContain("\n");
    }
}
