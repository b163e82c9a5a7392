package dev.vitrine.engine.checkpoint;

import static dev.vitrine.engine.InputFiles.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.model.HrmGradient;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Parameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * GPT-2 as Hugging Face's transformers saves it. Radford et al. 2019. Its linear layers are Conv1D, whose weights are
 * (in, out) as ours; buffers of the causal mask are passed over.
 */
final class Gpt2Models implements ModelReader {
    private static final String PREFIX = "transformer.";
    private static final String HEAD = "lm_head.weight";
    private static final String TIED = "tie_word_embeddings";

    /** Our name of a part, and theirs. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("embed.wte", "wte.weight"), Map.entry("embed.wpe", "wpe.weight"),
            Map.entry("final_norm.gain", "ln_f.weight"), Map.entry("final_norm.bias", "ln_f.bias"),
            Map.entry("norm1.gain", "ln_1.weight"), Map.entry("norm1.bias", "ln_1.bias"),
            Map.entry("norm2.gain", "ln_2.weight"), Map.entry("norm2.bias", "ln_2.bias"),
            Map.entry("attn.qkv.weight", "attn.c_attn.weight"), Map.entry("attn.qkv.bias", "attn.c_attn.bias"),
            Map.entry("attn.proj.weight", "attn.c_proj.weight"), Map.entry("attn.proj.bias", "attn.c_proj.bias"),
            Map.entry("mlp.up.weight", "mlp.c_fc.weight"), Map.entry("mlp.up.bias", "mlp.c_fc.bias"),
            Map.entry("mlp.down.weight", "mlp.c_proj.weight"), Map.entry("mlp.down.bias", "mlp.c_proj.bias"));

    @Override
    public Model read(Path configFile, ObjectNode config, Safetensors tensors) {
        Keys keys = new Keys(configFile, config);
        keys.allow("activation_function", "gelu_new", List.of("gelu_new", "gelu_pytorch_tanh"));
        keys.allow("scale_attn_weights", true);
        keys.allow("scale_attn_by_inverse_layer_idx", false);
        keys.allow("add_cross_attention", false);
        boolean tied = keys.bool(TIED, true);
        int channels = keys.positive("n_embd");
        int hidden = config.path("n_inner").isNull() || !config.has("n_inner") ? 4 * channels : keys.positive("n_inner");
        Model model;
        try {
            model = Models.create(new ModelConfig(Models.GPT, keys.positive("vocab_size"), keys.positive("n_positions"),
                    keys.positive("n_layer"), keys.positive("n_head"), channels, hidden, "gelu", "layer_norm",
                    keys.number("layer_norm_epsilon"), "pre", "learned", 10_000, true, tied, 1, 1,
                    HrmGradient.ALL.name().toLowerCase(Locale.ROOT)), new Draws(0));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(e instanceof CheckpointException ? e.getMessage() : configFile + ": " + e.getMessage(), e);
        }
        String prefix = tensors.names().stream().anyMatch(n -> n.startsWith(PREFIX)) ? PREFIX : "";
        Set<String> extra = tensors.names().stream().filter(n -> n.endsWith(".attn.bias") || n.endsWith(".attn.masked_bias")
                || tied && n.equals(HEAD)).collect(Collectors.toSet());
        WeightFiles.fill(model, configFile.resolveSibling(ModelFolder.TENSORS), tensors, p -> source(prefix, p), extra);
        return model;
    }

    private static WeightFiles.Source source(String prefix, Parameter p) {
        String name = p.name();
        if (name.equals("head.weight")) {
            return new WeightFiles.Source(HEAD, true);
        }
        if (!name.startsWith("blocks.")) {
            return new WeightFiles.Source(prefix + PARTS.get(name), false);
        }
        String[] parts = name.split("\\.", 3);
        return new WeightFiles.Source(prefix + "h." + parts[1] + "." + PARTS.get(parts[2]), false);
    }

    /** Reads values out of a config.json that holds many more keys than matter here. */
    private record Keys(Path file, ObjectNode config) {
        int positive(String key) {
            JsonNode value = config.path(key);
            require(value.isInt() && value.intValue() > 0, key, "a whole number above 0", value);
            return value.intValue();
        }

        double number(String key) {
            JsonNode value = config.path(key);
            require(value.isNumber(), key, "a number", value);
            return value.doubleValue();
        }

        boolean bool(String key, boolean usual) {
            JsonNode value = config.path(key);
            require(value.isBoolean() || value.isMissingNode(), key, "true or false", value);
            return value.asBoolean(usual);
        }

        void allow(String key, boolean wanted) {
            require(bool(key, wanted) == wanted, key, wanted + ", the only choice that is computed here", config.path(key));
        }

        void allow(String key, String usual, List<String> known) {
            require(known.contains(config.path(key).asText(usual)), key, "one of " + known + ", the forms that are computed here",
                    config.path(key));
        }

        private void require(boolean met, String key, String wanted, JsonNode came) {
            if (!met) {
                throw new CheckpointException(file + ": " + key + " must be " + wanted + ", got " + describe(came));
            }
        }
    }
}
