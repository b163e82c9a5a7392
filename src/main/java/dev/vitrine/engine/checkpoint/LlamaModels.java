package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.DropoutConfig;
import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.model.HrmGradient;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.model.ReasoningConfig;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Llama (Touvron et al. 2023, arXiv:2302.13971) and Mistral (Jiang et al. 2023, arXiv:2310.06825), the same with a sliding
 * window, as Hugging Face's transformers saves them. Their linear layers are (out, in), the transpose of ours.
 */
final class LlamaModels implements ModelReader {
    private static final String PREFIX = "model.";
    private static final String HEAD = "lm_head.weight";
    private static final List<String> ROPE = List.of("rope_scaling", "rope_parameters");

    private static final Map<String, String> ACTIVATIONS = new TreeMap<>(Map.of("silu", "swiglu", "swish", "swiglu",
            "gelu_new", "geglu", "gelu_fast", "geglu", "gelu_pytorch_tanh", "geglu", "gelu", "geglu_erf", "relu", "reglu"));
    private static final Map<String, String> WRITTEN = Map.of("swiglu", "silu", "geglu", "gelu_pytorch_tanh", "geglu_erf", "gelu",
            "reglu", "relu");

    /** Their name of a scaling of rotary frequencies, and ours. */
    private static final Map<String, String> ROPE_TYPES = new TreeMap<>(Map.of("default", "none", "linear", "linear", "llama3", "llama3"));

    /** Our name of a part, and theirs; the queries, keys and values come apart. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("embed.wte", "embed_tokens"), Map.entry("final_norm.gain", "norm"),
            Map.entry("norm1.gain", "input_layernorm"), Map.entry("norm2.gain", "post_attention_layernorm"),
            Map.entry("attn.proj", "self_attn.o_proj"), Map.entry("mlp.gate", "mlp.gate_proj"),
            Map.entry("mlp.up", "mlp.up_proj"), Map.entry("mlp.down", "mlp.down_proj"));

    @Override
    public boolean ownTokenizer() {
        return true;
    }

    @Override
    public ReadModel read(Path configFile, ObjectNode config, TensorSource tensors) {
        Keys keys = new Keys(configFile, config);
        String feedForward = keys.choice("hidden_act", "silu", ACTIVATIONS);
        boolean bias = keys.bool("mlp_bias", false);
        boolean otherBias = keys.bool("attention_bias", false) != bias;
        boolean tied = keys.bool("tie_word_embeddings", false);
        int heads = keys.positive("num_attention_heads");
        int channels = keys.positive("hidden_size");
        double theta = theta(keys);
        Model model = Models.create(new ModelConfig(Models.GPT, keys.positive("vocab_size"),
                keys.positive("max_position_embeddings"), keys.positive("num_hidden_layers"), heads, channels,
                keys.positive("intermediate_size"), feedForward, "rms_norm", keys.number("rms_norm_eps", 1e-6), "pre", "rope", theta,
                bias, tied, 1, 1, HrmGradient.ALL.name().toLowerCase(Locale.ROOT), attention(keys, heads, otherBias), ExpertsConfig.DEFAULT,
                DropoutConfig.DEFAULT, ReasoningConfig.DEFAULT), new Draws(0));
        Set<String> extra = tensors.names().stream().filter(n -> n.endsWith(".rotary_emb.inv_freq") || tied && n.equals(HEAD))
                .collect(Collectors.toSet());
        String prefix = tensors.names().stream().anyMatch(n -> n.startsWith(PREFIX)) ? PREFIX : "";
        List<TensorSlice> slices = new ArrayList<>();
        model.parameters().forEach(p -> slices.addAll(slices(prefix, model.config(), p)));
        WeightFiles.fill(slices, tensors, extra);
        return new ReadModel(model, slices);
    }

    private static AttentionConfig attention(Keys keys, int heads, boolean otherBias) {
        return new AttentionConfig(keys.positive("head_dim", 0), keys.positive("num_key_value_heads", heads),
                keys.positive("sliding_window", 0), true, false, 1, otherBias, scaling(keys));
    }

    /** In a key of its own, or, since version 5 of that library, in one for all that is rotary. */
    private static double theta(Keys keys) {
        double theta = keys.number("rope_theta", 10_000);
        for (String key : ROPE) {
            theta = keys.has(key) ? keys.object(key).number("rope_theta", theta) : theta;
        }
        return theta;
    }

    private static RopeScaling scaling(Keys keys) {
        RopeScaling scaling = RopeScaling.DEFAULT;
        for (String key : ROPE) {
            scaling = keys.has(key) ? scaling(keys.object(key), scaling) : scaling;
        }
        return scaling;
    }

    private static RopeScaling scaling(Keys rope, RopeScaling usual) {
        String kind = rope.choice(rope.has("type") ? "type" : "rope_type", "default", ROPE_TYPES);
        boolean parts = kind.equals("llama3");
        return kind.equals("none") ? usual : new RopeScaling(kind, rope.number("factor"),
                parts ? rope.number("low_freq_factor") : usual.lowFreqFactor(),
                parts ? rope.number("high_freq_factor") : usual.highFreqFactor(),
                parts ? rope.positive("original_max_position_embeddings") : usual.originalContext());
    }

    /** @param family llama, or mistral, which alone has a window and has no biases */
    static ModelContent write(String family, Model model, Weights weights, Optional<Tokenizer> tokenizer) {
        ModelConfig c = model.config();
        boolean mistral = family.equals("mistral");
        boolean attentionBias = c.bias() != c.attention().otherBias();
        Fit fit = fit(family, c).feedForward(WRITTEN.keySet());
        if (mistral) {
            fit.is("model.bias", c.bias(), false).is("model.attention.other_bias", c.attention().otherBias(), false);
        } else {
            fit.is("model.attention.window", c.attention().window(), 0);
        }
        ObjectNode keys = JsonNodeFactory.instance.objectNode().put(ModelFiles.MODEL_TYPE, family);
        keys.putArray("architectures").add(mistral ? "MistralForCausalLM" : "LlamaForCausalLM");
        keys.put("vocab_size", c.vocabularySize()).put("max_position_embeddings", c.contextLength()).put("hidden_size", c.channels())
                .put("intermediate_size", c.hidden()).put("num_hidden_layers", c.layers()).put("num_attention_heads", c.heads())
                .put("num_key_value_heads", c.block().kvHeads()).put("head_dim", c.block().headSize())
                .put("hidden_act", WRITTEN.get(c.feedForward())).put("rms_norm_eps", c.normEps()).put("rope_theta", c.ropeTheta())
                .put("tie_word_embeddings", c.tiedHead()).put("attention_dropout", c.dropout().attention());
        keys.set("rope_scaling", written(c.attention().ropeScaling()));
        if (mistral) {
            keys.put("sliding_window", c.attention().window() > 0 ? c.attention().window() : null);
        } else {
            keys.put("attention_bias", attentionBias).put("mlp_bias", c.bias());
        }
        marks(keys, tokenizer);
        return new ModelContent(keys, WeightFiles.tensors(slices(model), weights), tokenizer.map(TokenizerJson::write));
    }

    /** What all of this family share. */
    static Fit fit(String family, ModelConfig c) {
        return new Fit(family, c).language().position(Set.of("rope")).norm("rms_norm").order("pre")
                .is("model.attention.qk_norm", c.attention().qkNorm(), false)
                .is("model.attention.rope_fraction", c.attention().ropeFraction(), 1.0);
    }

    /** The parts of the parameters under their full names. */
    static List<TensorSlice> slices(Model model) {
        List<TensorSlice> slices = new ArrayList<>();
        model.parameters().forEach(p -> slices.addAll(slices(PREFIX, model.config(), p)));
        return slices;
    }

    private static JsonNode written(RopeScaling s) {
        if (s.kind().equals("none")) {
            return JsonNodeFactory.instance.nullNode();
        }
        ObjectNode keys = JsonNodeFactory.instance.objectNode().put("type", s.kind()).put("rope_type", s.kind()).put("factor", s.factor());
        return s.kind().equals("linear") ? keys : keys.put("low_freq_factor", s.lowFreqFactor())
                .put("high_freq_factor", s.highFreqFactor()).put("original_max_position_embeddings", s.originalContext());
    }

    /** The token that begins and ends a text; null keeps that library from taking ids of its own. */
    static void marks(ObjectNode keys, Optional<Tokenizer> tokenizer) {
        Integer end = tokenizer.map(Tokenizer::endId).filter(id -> id >= 0).orElse(null);
        keys.put("bos_token_id", end).put("eos_token_id", end).put("pad_token_id", (Integer) null);
    }

    private static List<TensorSlice> slices(String before, ModelConfig config, Parameter p) {
        String name = p.name();
        if (name.equals("head.weight")) {
            return List.of(TensorSlice.whole(HEAD, p, true));
        }
        if (!name.startsWith("blocks.")) {
            return List.of(TensorSlice.whole(before + PARTS.get(name) + ".weight", p, false));
        }
        String[] parts = name.split("\\.", 3);
        String prefix = before + "layers." + parts[1] + ".";
        if (PARTS.containsKey(parts[2])) {
            return List.of(TensorSlice.whole(prefix + PARTS.get(parts[2]) + ".weight", p, false));
        }
        int end = parts[2].lastIndexOf('.');
        String layer = parts[2].substring(0, end);
        String kind = parts[2].substring(end);   // .weight or .bias
        boolean transposed = kind.equals(".weight");
        if (layer.equals("attn.qkv")) {
            int queries = config.heads() * config.block().headSize();
            int keys = config.block().kvHeads() * config.block().headSize();
            return TensorSlice.sideBySide(List.of(prefix + "self_attn.q_proj" + kind, prefix + "self_attn.k_proj" + kind,
                    prefix + "self_attn.v_proj" + kind), new int[] {queries, keys, keys}, p, transposed);
        }
        return List.of(TensorSlice.whole(prefix + PARTS.get(layer) + kind, p, transposed));
    }
}
