package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.TokenizerJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Transformer for text as GGUF, for llama.cpp: of the family llama (RMSNorm, rotary positions, SwiGLU, shared keys) or gpt2 (LayerNorm, learned
 * positions, GELU). Linear layers are (out, in). Rotary positions there turn neighbours, channels 2j and 2j+1 of a head, where ours turn j
 * and j + hs/2, so the rows of queries and keys change places.
 */
final class GgufExport {
    private static final Map<String, String> PARTS = Map.ofEntries(Map.entry("embed.wte", "token_embd"),
            Map.entry("embed.wpe", "position_embd"), Map.entry("final_norm", "output_norm"), Map.entry("head", "output"),
            Map.entry("norm1", "attn_norm"), Map.entry("norm2", "ffn_norm"), Map.entry("attn.proj", "attn_output"),
            Map.entry("attn.qkv", "attn_qkv"), Map.entry("mlp.gate", "ffn_gate"), Map.entry("mlp.up", "ffn_up"), Map.entry("mlp.down", "ffn_down"));
    private static final Map<String, String> KINDS = Map.of("gain", "weight");

    private final GgufFile file = new GgufFile();
    private final Model model;
    private final ModelConfig config;
    private final Dtype numbers;
    private final String family;

    private GgufExport(Model model, Dtype numbers) {
        this.model = model;
        this.numbers = numbers;
        config = model.config();
        family = config.position().equals("rope") ? "llama" : "gpt2";
    }

    static String write(Path out, LoadedModel loaded, Dtype numbers) {
        GgufExport export = new GgufExport(loaded.model(), numbers);
        export.checkFit();
        export.keys(out);
        String note = GgufVocabulary.write(loaded.tokenizer(), loaded.model().config().vocabularySize(),
                loaded.tokenizer().map(TokenizerJson::write).orElse("{}"), export.file);
        export.tensors();
        export.file.write(out);
        return note;
    }

    private void checkFit() {
        if (family.equals("llama")) {
            Fit fit = LlamaModels.fit("gguf", config).feedForward(Set.of("swiglu"));
            if (config.attention().window() < config.contextLength()) {
                fit.is("model.attention.window", config.attention().window(), 0);
            }
        } else {
            Gpt2Models.fit("gguf", config).feedForward(Set.of("gelu"));
        }
    }

    private void keys(Path out) {
        file.text("general.architecture", family);
        file.text("general.name", out.getFileName().toString());
        file.whole("general.file_type", numbers == Dtype.F32 ? 0 : numbers == Dtype.F16 ? 1 : 32);
        whole("context_length", config.contextLength());
        whole("embedding_length", config.channels());
        whole("block_count", config.layers());
        whole("feed_forward_length", config.hidden());
        whole("vocab_size", config.vocabularySize());
        whole("attention.head_count", config.heads());
        if (family.equals("gpt2")) {
            file.number("gpt2.attention.layer_norm_epsilon", config.normEps());
            return;
        }
        int hs = config.block().headSize();
        whole("attention.head_count_kv", config.block().kvHeads());
        whole("attention.key_length", hs);
        whole("attention.value_length", hs);
        whole("rope.dimension_count", hs);
        file.number("llama.attention.layer_norm_rms_epsilon", config.normEps());
        file.number("llama.rope.freq_base", config.ropeTheta());
        RopeScaling scaling = config.attention().ropeScaling();
        if (scaling.kind().equals("linear")) {
            file.text("llama.rope.scaling.type", "linear");
            file.number("llama.rope.scaling.factor", scaling.factor());
        }
    }

    private void whole(String key, int value) {
        file.whole(family + "." + key, value);
    }

    private void tensors() {
        if (config.attention().ropeScaling().kind().equals("llama3") && family.equals("llama")) {
            file.tensor("rope_freqs.weight", slowed(), Dtype.F32, config.block().headSize() / 2);
        }
        for (Parameter p : model.parameters()) {
            for (TensorSlice slice : slices(p)) {
                float[] values = WeightFiles.tensors(List.of(slice), Weights.LIVE).get(slice.tensor()).values();
                int[] sizes = slice.fileShape().stream().mapToInt(Integer::intValue).toArray();
                boolean turned = slice.tensor().contains("attn_q.") || slice.tensor().contains("attn_k.");
                boolean small = sizes.length == 1 || slice.tensor().startsWith("position_embd");
                file.tensor(slice.tensor(), turned ? neighbours(values, values.length / sizes[0]) : values, small ? Dtype.F32 : numbers, sizes);
            }
        }
        if (config.tiedHead() && family.equals("gpt2")) {   // llama takes the table of tokens by itself
            Parameter table = model.parameters().get("embed.wte");
            file.tensor("output.weight", table.value().data, numbers, table.shape().rows(), table.shape().columns());
        }
    }

    private List<TensorSlice> slices(Parameter p) {
        String[] parts = p.name().startsWith("blocks.") ? p.name().split("\\.", 3) : new String[] {"", "", p.name()};
        String before = p.name().startsWith("blocks.") ? "blk." + parts[1] + "." : "";
        if (PARTS.containsKey(parts[2])) {
            return List.of(TensorSlice.whole(PARTS.get(parts[2]) + ".weight", p, false));   // an embedding
        }
        String layer = parts[2].substring(0, parts[2].lastIndexOf('.'));
        String kind = parts[2].substring(layer.length() + 1);
        boolean matrix = kind.equals("weight");
        if (layer.equals("attn.qkv") && family.equals("llama")) {
            int hs = config.block().headSize();
            List<String> names = new ArrayList<>();
            List.of("q", "k", "v").forEach(which -> names.add(before + "attn_" + which + "." + kind));
            return TensorSlice.sideBySide(names, new int[] {config.heads() * hs, config.block().kvHeads() * hs, config.block().kvHeads() * hs},
                    p, matrix);
        }
        return List.of(TensorSlice.whole(before + PARTS.get(layer) + "." + KINDS.getOrDefault(kind, kind), p, matrix));
    }

    /** Rows of (heads hs, width): row j of a head's first half becomes row 2j, that of its second half row 2j + 1. */
    private float[] neighbours(float[] values, int width) {
        int hs = config.block().headSize();
        float[] moved = new float[values.length];
        for (int row = 0; row < values.length / width; row++) {
            int j = row % hs;
            int to = row - j + (j < hs / 2 ? 2 * j : 2 * (j - hs / 2) + 1);
            System.arraycopy(values, row * width, moved, to * width, width);
        }
        return moved;
    }

    /** How many times slower each pair of channels turns than it would unscaled. */
    private float[] slowed() {
        int hs = config.block().headSize();
        RopeScaling scaling = config.attention().ropeScaling();
        float[] factors = new float[hs / 2];
        for (int j = 0; j < factors.length; j++) {
            double unscaled = StrictMath.pow(config.ropeTheta(), -2.0 * j / hs);
            factors[j] = (float) (unscaled / RopeScaling.KINDS.get(scaling.kind()).frequency(unscaled, scaling));
        }
        return factors;
    }
}
