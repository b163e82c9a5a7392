package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the references of HRM and TRM call our parameters. Their linear layers are (out, in), the transpose of ours, and the
 * gate and the upper part of a feed-forward layer stand in one tensor, the gate first.
 */
final class HrmNames {
    private static final Map<String, String> TOP = Map.of("embed.wte", "embed_tokens.embedding_weight",
            "embed.wpe", "embed_pos.embedding_weight", "embed.puzzle", "puzzle_emb.weights",
            "head.weight", "lm_head.weight", "q_head.weight", "q_head.weight", "q_head.bias", "q_head.bias", "L_init", "L_init", "H_init", "H_init");

    /** By our name of a level; TRM's one net is its low level. */
    private static final Map<String, String> LEVELS = Map.of("L", "L_level", "H", "H_level", "net", "L_level");

    private static final Map<String, String> PARTS = Map.of("attn.qkv", "self_attn.qkv_proj", "attn.proj", "self_attn.o_proj",
            "mlp.gate", "mlp.gate_up_proj", "mlp.up", "mlp.gate_up_proj", "mlp.down", "mlp.down_proj",
            "mix.gate", "mlp_t.gate_up_proj", "mix.up", "mlp_t.gate_up_proj", "mix.down", "mlp_t.down_proj");

    private static final Pattern KNOWN =
            Pattern.compile("((?:.*\\.)?)(?:embed_tokens|embed_pos|puzzle_emb|lm_head|q_head|H_init|L_init|H_level|L_level)(?:\\..*)?");

    private HrmNames() {
    }

    /** Of every name in a file, before those of the reference: empty, or such as {@code model.inner.}; of the first that is known. */
    static String prefix(Collection<String> names) {
        for (String name : names) {
            Matcher known = KNOWN.matcher(name);
            if (known.matches()) {
                return known.group(1);
            }
        }
        return "";
    }

    /** @param prefix of every name in the file */
    static List<TensorSlice> slices(Model model, String prefix) {
        List<TensorSlice> slices = new ArrayList<>();
        for (Parameter p : model.parameters()) {
            slices.add(slice(prefix, p));
        }
        return slices;
    }

    private static TensorSlice slice(String prefix, Parameter p) {
        if (TOP.containsKey(p.name())) {
            return TensorSlice.whole(prefix + TOP.get(p.name()), p, p.name().endsWith("head.weight"));
        }
        String[] parts = p.name().split("\\.");   // L.blocks.0.attn.qkv.weight
        String part = parts[3] + "." + parts[4];
        String tensor = prefix + LEVELS.get(parts[0]) + ".layers." + parts[2] + "." + PARTS.get(part) + "." + parts[5];
        int width = p.shape().columns();
        return switch (parts[4]) {
            case "gate" -> TensorSlice.within(tensor, p, 0, 2 * width);
            case "up" -> TensorSlice.within(tensor, p, width, 2 * width);
            default -> TensorSlice.whole(tensor, p, true);
        };
    }
}
