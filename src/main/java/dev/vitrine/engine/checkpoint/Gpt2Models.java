package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.model.HrmGradient;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * GPT-2 as Hugging Face's transformers saves it. Radford et al. 2019. Its linear layers are Conv1D, whose weights are
 * (in, out) as ours; buffers of the causal mask are passed over.
 */
final class Gpt2Models implements ModelReader {
    private static final String PREFIX = "transformer.";
    private static final String HEAD = "lm_head.weight";
    private static final String TIED = "tie_word_embeddings";

    /** Their name of an activation, and ours of the layer that has it. */
    private static final Map<String, String> ACTIVATIONS = new TreeMap<>(Map.of("gelu_new", "gelu", "gelu_pytorch_tanh", "gelu",
            "gelu_fast", "gelu", "gelu", "gelu_erf", "relu", "relu", "silu", "silu", "swish", "silu"));

    private static final Map<String, String> WRITTEN = Map.of("gelu", "gelu_new", "gelu_erf", "gelu", "relu", "relu", "silu", "silu");

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
    public boolean ownTokenizer() {
        return true;
    }

    @Override
    public ReadModel read(Path configFile, ObjectNode config, TensorSource tensors) {
        Keys keys = new Keys(configFile, config);
        String feedForward = keys.choice("activation_function", "gelu_new", ACTIVATIONS);
        keys.allow("scale_attn_weights", true);
        keys.allow("scale_attn_by_inverse_layer_idx", false);
        keys.allow("add_cross_attention", false);
        boolean tied = keys.bool(TIED, true);
        int channels = keys.positive("n_embd");
        Model model = Models.create(new ModelConfig(Models.GPT, keys.positive("vocab_size"), keys.positive("n_positions"),
                keys.positive("n_layer"), keys.positive("n_head"), channels, keys.positive("n_inner", 4 * channels), feedForward,
                "layer_norm", keys.number("layer_norm_epsilon", 1e-5), "pre", "learned", 10_000, true, tied, 1, 1,
                HrmGradient.ALL.name().toLowerCase(Locale.ROOT)), new Draws(0));
        String prefix = tensors.names().stream().anyMatch(n -> n.startsWith(PREFIX)) ? PREFIX : "";
        Set<String> extra = tensors.names().stream().filter(n -> n.endsWith(".attn.bias") || n.endsWith(".attn.masked_bias")
                || tied && n.equals(HEAD)).collect(Collectors.toSet());
        List<TensorSlice> slices = model.parameters().stream().map(p -> slice(prefix, p)).toList();
        WeightFiles.fill(slices, tensors, extra);
        return new ReadModel(model, slices);
    }

    static ModelContent write(Model model, Weights weights, Optional<Tokenizer> tokenizer) {
        ModelConfig c = model.config();
        fit("gpt2", c).feedForward(WRITTEN.keySet());
        ObjectNode keys = JsonNodeFactory.instance.objectNode().put(ModelFiles.MODEL_TYPE, "gpt2");
        keys.putArray("architectures").add("GPT2LMHeadModel");
        keys.put("vocab_size", c.vocabularySize()).put("n_positions", c.contextLength()).put("n_ctx", c.contextLength())
                .put("n_embd", c.channels()).put("n_layer", c.layers()).put("n_head", c.heads()).put("n_inner", c.hidden())
                .put("activation_function", WRITTEN.get(c.feedForward())).put("layer_norm_epsilon", c.normEps())
                .put("attn_pdrop", c.dropout().attention()).put("embd_pdrop", c.dropout().embedding())
                .put("resid_pdrop", c.dropout().residual()).put(TIED, c.tiedHead());
        LlamaModels.marks(keys, tokenizer);
        return new ModelContent(keys, WeightFiles.tensors(model.parameters().stream().map(p -> slice(PREFIX, p)).toList(), weights),
                tokenizer.map(TokenizerJson::write));
    }

    /** What all of this family share. */
    static Fit fit(String family, ModelConfig c) {
        return new Fit(family, c).language().position(Set.of("learned")).norm("layer_norm").order("pre").plainHeads()
                .is("model.bias", c.bias(), true).is("model.attention.other_bias", c.attention().otherBias(), false)
                .is("model.attention.window", c.attention().window(), 0).is("model.attention.qk_norm", c.attention().qkNorm(), false);
    }

    private static TensorSlice slice(String prefix, Parameter p) {
        String name = p.name();
        if (name.equals("head.weight")) {
            return TensorSlice.whole(HEAD, p, true);
        }
        if (!name.startsWith("blocks.")) {
            return TensorSlice.whole(prefix + PARTS.get(name), p, false);
        }
        String[] parts = name.split("\\.", 3);
        return TensorSlice.whole(prefix + "h." + parts[1] + "." + PARTS.get(parts[2]), p, false);
    }
}
