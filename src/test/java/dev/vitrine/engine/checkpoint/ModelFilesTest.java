package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.model.ReasoningConfig;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ModelFilesTest {
    private static final Tokenizer LETTERS = Tokenizers.REGISTRY.get("char").train(List.of("a small text"));

    @TempDir private Path folder;

    private static Stream<ModelConfig> configs() {
        return Models.REGISTRY.names().stream().flatMap(type -> Stream.of(
                config(type, "swiglu", "rms_norm", "post", "rope", false, false),
                config(type, "gelu", "layer_norm", "pre", "learned", true, true),
                Tiny.config("type", type, "vocabularySize", LETTERS.vocabSize(), "contextLength", 4, "reasoning", ReasoningConfig.ENABLED),
                reasoning(type, "rope+learned", new ReasoningConfig(true, 2, "attention", 0)),
                reasoning(type, "none", new ReasoningConfig(true, 0, "mlp", 0)),
                reasoning(type, "rope", new ReasoningConfig(true, 0, "attention", 0, type.equals(Models.GPT) ? 0 : 13, 3, 4))));
    }

    /** As the reference has it. */
    private static ModelConfig reasoning(String type, String position, ReasoningConfig reasoning) {
        return Tiny.config("type", type, "vocabularySize", LETTERS.vocabSize(), "contextLength", 4, "layers", 3, "normOrder", "post",
                "norm", "rms_norm_no_gain", "position", position, "tiedHead", false, "reasoning", reasoning,
                "attention", new AttentionConfig(0, 0, 0, false, false, 1));
    }

    private static ModelConfig config(String type, String feedForward, String norm, String order, String position, boolean bias,
                                      boolean tied) {
        return new ModelConfig(type, LETTERS.vocabSize(), 8, 2, 2, 8, 12, feedForward, norm, 1e-5, order, position, 10_000, bias, tied,
                2, 2, "last_cycle");
    }

    private static float[] logits(Model model, Weights weights) {
        ModelPass pass = model.newPass(PassContext.evaluation(1, 4, weights, Backends.create(System.getProperty("vitrine.backend"))));
        System.arraycopy(new int[] {1, 2, 3, 4}, 0, pass.tokens(), 0, 4);
        pass.forward();
        return pass.logits().data.clone();
    }

    @Test
    void modelsThatReasonAreSavedWithTheKeysAndNamesOfTheReference() throws IOException {
        ModelFiles.save(folder, Models.create(reasoning("hrm", "learned", ReasoningConfig.ENABLED), new Draws(7)), Weights.LIVE, LETTERS,
                new Supervised(32, 8, 0.1, "stablemax"));

        assertThat(Files.readString(folder.resolve("config.json"))).contains("\"model_type\" : \"hrm\"", "\"H_cycles\" : 2", "\"H_layers\" : 1",
                "\"L_layers\" : 2", "\"hidden_size\" : 8", "\"pos_encodings\" : \"learned\"", "\"seq_len\" : 4",
                "\"batch_size\" : 32", "\"halt_max_steps\" : 8", "\"halt_exploration_prob\" : 0.1", "\"loss\" : \"stablemax_cross_entropy\"");
        Safetensors file = Safetensors.read(folder.resolve("model.safetensors"));
        assertThat(file.names()).contains("embed_tokens.embedding_weight", "embed_pos.embedding_weight", "q_head.bias",
                "L_level.layers.1.mlp.gate_up_proj.weight", "H_level.layers.0.self_attn.qkv_proj.weight");
        assertThat(file.shape("L_level.layers.1.mlp.gate_up_proj.weight")).containsExactly(24, 8);
        assertThat(file.shape("H_init")).containsExactly(8);
        assertThat(file.shape("q_head.bias")).containsExactly(2);
        assertThat(file.shape("lm_head.weight")).containsExactly(LETTERS.vocabSize(), 8);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aModelComesBackBitForBit(ModelConfig config) {
        Model model = Models.create(config, new Draws(7));
        ModelFiles.save(folder.resolve("new/deep"), model, Weights.LIVE, LETTERS);
        LoadedModel loaded = ModelFiles.load(folder.resolve("new/deep"));

        assertThat(loaded.model().config()).isEqualTo(config);
        for (Parameter p : model.parameters()) {
            assertThat(loaded.model().parameters().get(p.name()).value().data).as(p.name()).isEqualTo(p.value().data);
        }
        assertThat(logits(loaded.model(), Weights.LIVE)).isEqualTo(logits(model, Weights.LIVE));
        assertThat(loaded.tokenizer().orElseThrow().encode("a small text")).isEqualTo(LETTERS.encode("a small text"));
    }

    @Test
    void aCopyOfWeightsIsSavedWhileTrainingGoesOn() {
        Model model = Models.create(configs().findFirst().orElseThrow(), new Draws(7));
        Weights then = Weights.copyOf(model.parameters(), Weights.LIVE);
        float[] wanted = logits(model, then);
        model.parameters().trained().getFirst().value().data[0] += 1;
        ModelFiles.save(folder, model, then, LETTERS);

        assertThat(logits(ModelFiles.load(folder).model(), Weights.LIVE)).isEqualTo(wanted);
    }

    @Test
    void withoutATokenizerAModelTakesIdsOnly() throws IOException {
        save();
        Files.delete(folder.resolve("tokenizer.json"));
        assertThat(ModelFiles.load(folder).tokenizer()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'\"layers\" : 2'       | '\"layers\" : 3'        | model.safetensors lacks 7 tensors, 'blocks.2.attn.proj.weight', ",
        "'\"layers\" : 2'       | '\"layers\" : 1'        | model.safetensors holds 7 tensors, 'blocks.1.attn.proj.weight', ",
        "'\"hidden\" : 12'      | '\"hidden\" : 16'       | model.safetensors: tensor 'blocks.0.mlp.gate.weight' must have the shape [8, 16] by config.json, got [8, 12]",
        "'\"layers\" : 2'       | '\"layer\" : 2'         | config.json: there is no key 'layer'; did you mean 'layers'?",
        "'\"layers\" : 2,'      | ''                      | config.json: layers is missing",
        "'\"layers\" : 2'       | '\"layers\" : \"2\"'    | config.json: layers must be a whole number, got the string \"2\"",
        "'\"channels\" : 8'     | '\"channels\" : 9'      | config.json: channels (9) must be a multiple of heads (2): try 8 or 10",
        "'\"vitrine-gpt\"'      | '\"bert\"'              | config.json: model_type must be one of [vitrine-gpt, hrm, trm, looped, gpt2, llama, mistral], got the string \"bert\"",
        "'\"vitrine-gpt\"'      | '5'                     | config.json: model_type must be one of [vitrine-gpt, hrm, trm, looped, gpt2, llama, mistral], got the number 5",
        "'{'                    | '['                     | config.json is not valid JSON at line ",
    })
    void aConfigThatDoesNotFitIsRefusedInOneSentence(String was, String now, String sentence) throws IOException {
        save();
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(was);
        Files.writeString(config, text.replace(was, now));
        refused(folder + "/" + sentence);
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() throws IOException {
        save();
        change(tensors -> tensors.get("head.weight").values()[3] = Float.NaN);
        refused(folder + "/model.safetensors: tensor 'head.weight' holds a number that is not finite, NaN at index 3");
    }

    @Test
    void theTokenizerMustBeTheModels() throws IOException {
        save();
        Tokenizer other = Tokenizers.REGISTRY.get("char").train(List.of("xyz"));
        Model model = Models.create(configs().findFirst().orElseThrow().withVocabulary(other.vocabSize()), new Draws(1));
        ModelFiles.save(folder.resolve("other"), model, Weights.LIVE, other);
        Files.copy(folder.resolve("other/tokenizer.json"), folder.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
        refused(folder + "/tokenizer.json has 5 tokens, but the model beside it has " + LETTERS.vocabSize());
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> ModelFiles.load(nowhere)).isInstanceOf(InputException.class)
                .hasMessage("there is no folder " + nowhere + "; give one that holds config.json and model.safetensors, or the name of a"
                        + " model that ships: " + String.join(", ", ShippedModels.REGISTRY.names()));
        refused("there is no file " + folder + "/config.json");
        save();
        Files.delete(folder.resolve("model.safetensors"));
        refused("there is no file " + folder + "/model.safetensors");
    }

    @Test
    void aFolderThatCannotBeMadeIsKnownBeforeAnythingIsSaved() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> ModelFiles.prepare(file.resolve("model"))).isInstanceOf(CheckpointException.class)
                .hasMessage("a model cannot be saved in " + file + "/model (no folder can be made there); choose another folder");
        assertThat(ModelFiles.holdsModel(folder)).isFalse();
    }

    private void refused(String sentence) {
        assertThatThrownBy(() -> ModelFiles.load(folder)).isInstanceOf(InputException.class).message()
                .startsWith(sentence).doesNotContain("\n");
    }

    private void save() {
        ModelFiles.save(folder, Models.create(configs().findFirst().orElseThrow(), new Draws(7)), Weights.LIVE, LETTERS);
        assertThat(ModelFiles.holdsModel(folder)).isTrue();
    }

    private void change(Consumer<Map<String, Safetensors.Entry>> change) {
        Path file = folder.resolve("model.safetensors");
        Safetensors read = Safetensors.read(file);
        Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
        read.names().forEach(n -> tensors.put(n, new Safetensors.Entry(read.shape(n), read.floats(n))));
        change.accept(tensors);
        Safetensors.write(file, tensors, Map.of());
    }
}
