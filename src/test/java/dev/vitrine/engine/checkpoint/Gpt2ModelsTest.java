package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.model.Model;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A checkpoint that transformers saved, and the numbers that it computes from it. */
final class Gpt2ModelsTest {
    @TempDir private Path folder;

    private static Path golden() throws URISyntaxException {
        return Path.of(Gpt2ModelsTest.class.getResource("/golden/gpt2-tiny/config.json").toURI()).getParent();
    }

    @Test
    void thePrefixOfTheNamesIsOptionalAndMaskBuffersArePassedOver() throws Exception {
        copyConfig("\"n_inner\": null", "\"n_inner\": 128");
        Safetensors read = Safetensors.read(golden().resolve("model.safetensors"));
        Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
        for (String name : read.names()) {
            tensors.put(name.substring("transformer.".length()), new Safetensors.Entry(read.shape(name), read.floats(name)));
        }
        tensors.put("h.0.attn.bias", new Safetensors.Entry(List.of(1, 1, 2, 2), new float[4]));
        tensors.put("h.0.attn.masked_bias", new Safetensors.Entry(List.of(), new float[1]));
        Safetensors.write(folder.resolve("model.safetensors"), tensors, Map.of());

        Model model = ModelFiles.load(folder).model();
        assertThat(model.parameters().get("blocks.1.mlp.down.weight").value().data).isEqualTo(read.floats("transformer.h.1.mlp.c_proj.weight"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'\"gelu_new\"'                              | '\"tanh\"'   | activation_function must be one of [gelu, gelu_fast, gelu_new, gelu_pytorch_tanh, relu, silu, swish], the forms that are computed here, got the string \"tanh\"",
        "'\"scale_attn_weights\": true'              | '\"scale_attn_weights\": false' | scale_attn_weights must be true, the only choice that is computed here, got false",
        "'\"scale_attn_by_inverse_layer_idx\": false'| '\"scale_attn_by_inverse_layer_idx\": true' | scale_attn_by_inverse_layer_idx must be false, the only choice that is computed here, got true",
        "'\"add_cross_attention\": false'            | '\"add_cross_attention\": true' | add_cross_attention must be false, the only choice that is computed here, got true",
        "'\"n_embd\": 32'                            | '\"n_embd\": 0' | n_embd must be a whole number above 0, got the number 0",
        "'\"n_embd\": 32'                            | '\"n_embed\": 32' | n_embd must be a whole number above 0, got nothing",
        "'\"n_head\": 4'                             | '\"n_head\": 5' | channels (32) must be a multiple of heads (5): try 30 or 35",
        "'\"tie_word_embeddings\": true'             | '\"tie_word_embeddings\": \"yes\"' | tie_word_embeddings must be true or false, got the string \"yes\"",
    })
    void settingsThatAreNotComputedHereAreRefused(String was, String now, String sentence) throws Exception {
        copyConfig(was, now);
        Files.copy(golden().resolve("model.safetensors"), folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> ModelFiles.load(folder)).isInstanceOf(CheckpointException.class)
                .hasMessage(folder + "/config.json: " + sentence);
    }

    @Test
    void anUntiedHeadThatIsMissingIsNamed() throws Exception {
        copyConfig("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false");
        Files.copy(golden().resolve("model.safetensors"), folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> ModelFiles.load(folder)).hasMessage(folder + "/model.safetensors lacks the tensor 'lm_head.weight'"
                + " that its config.json asks for; save or download it again");
    }

    private void copyConfig(String was, String now) throws IOException, URISyntaxException {
        String config = Files.readString(golden().resolve("config.json"));
        assertThat(config).contains(was);
        Files.writeString(folder.resolve("config.json"), config.replace(was, now));
    }
}
