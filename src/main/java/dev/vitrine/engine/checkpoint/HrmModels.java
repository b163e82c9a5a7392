package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.Draws;
import dev.vitrine.engine.JsonRecords;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.DropoutConfig;
import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.layer.Mixers;
import dev.vitrine.engine.model.HrmGradient;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.model.ReasoningConfig;
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
 * HRM (sapientinc/HRM) and TRM (SamsungSAILMontreal/TinyRecursiveModels) with the keys and tensor names of their references;
 * folders saved here have, in a key of its own, our config too. Models for text are {@link OwnModels}.
 */
record HrmModels(String type) implements ModelReader {
    private static final String OURS = "vitrine";
    private static final int ROUNDED_TO = 256;   // widths of the reference's feed-forward layers
    private static final String WIDTH = "puzzle_emb_ndim";
    private static final String PUZZLES = "num_puzzle_identifiers";
    private static final String PREFIX = "puzzle_emb_len";
    private static final int MOST_PREFIX = 1 << 10;
    private static final int MOST_LAYERS = 500;   // of a level
    private static final int MOST_CYCLES = 64;
    private static final int MOST_CELLS = 1 << 20;
    private static final double MOST_EXPANSION = 1000;

    /** By which a config of the reference is told from ours. */
    private static final Set<String> THEIR_KEYS = Set.of("H_cycles", "L_cycles", "hidden_size", "seq_len", "num_heads");

    private static final Map<String, String> POSITIONS = new TreeMap<>(Map.of("rope", "rope", "learned", "learned",
            "rope+learned", "rope+learned", "none", "none"));

    @Override
    public boolean ownTokenizer() {
        return true;
    }

    @Override
    public ReadModel read(Path configFile, ObjectNode config, TensorSource tensors) {
        if (THEIR_KEYS.stream().noneMatch(config::has)) {
            return new OwnModels(type).read(configFile, config, tensors);
        }
        Keys keys = new Keys(configFile, config);
        Model model = Models.create(keys.has(OURS) ? ours(configFile, config) : theirs(keys), new Draws(0));
        List<TensorSlice> slices = HrmNames.slices(model, HrmNames.prefix(tensors.names()));
        Set<String> extra = tensors.names().stream().filter(n -> n.contains("rotary_emb.")).collect(Collectors.toSet());
        WeightFiles.fill(slices, tensors, extra);
        return new ReadModel(model, slices);
    }

    private ModelConfig ours(Path configFile, ObjectNode config) {
        ModelConfig read = JsonRecords.read(configFile.toString(), config.get(OURS), ModelConfig.class);
        if (!read.type().equals(type)) {
            throw new CheckpointException(configFile + ": " + OURS + ".type must be '" + type + "', as " + ModelFiles.MODEL_TYPE
                    + " is, got '" + read.type() + "'");
        }
        return read;
    }

    private ModelConfig theirs(Keys keys) {
        boolean hrm = type.equals(Models.HRM);
        int heads = keys.positive("num_heads");
        int channels = keys.multiple("hidden_size", "num_heads", heads);
        int time = keys.atMost("seq_len", MOST_CELLS);
        double expansion = keys.above("expansion", 4, MOST_EXPANSION);
        int high = hrm ? keys.atMost("H_layers", MOST_LAYERS) : 0;
        int width = keys.whole(WIDTH, MOST_CELLS);
        int prefix = prefix(keys, width, channels);
        boolean mlp = !hrm && keys.bool("mlp_t", false);
        HrmGradient gradient = hrm ? HrmGradient.ONE_STEP : HrmGradient.LAST_CYCLE;
        return new ModelConfig(type, keys.positive("vocab_size"), time, high + keys.atMost("L_layers", MOST_LAYERS), heads,
                channels, keys.positive("intermediate_size", rounded(expansion, channels)), "swiglu", "rms_norm_no_gain",
                keys.above("rms_norm_eps", 1e-5, 1), "post", keys.choice("pos_encodings", "rope", POSITIONS),
                keys.number("rope_theta", 10_000), false, false, keys.atMost("H_cycles", MOST_CYCLES),
                keys.atMost("L_cycles", MOST_CYCLES),
                gradient.name().toLowerCase(Locale.ROOT), new AttentionConfig(0, 0, 0, false, false, 1), ExpertsConfig.DEFAULT,
                DropoutConfig.DEFAULT, new ReasoningConfig(true, high, mlp ? Mixers.MLP : Mixers.ATTENTION,
                        mlp ? rounded(expansion, time + prefix) : 0, width, width == 0 ? 1 : keys.atMost(PUZZLES, MOST_CELLS),
                        width == 0 ? 0 : prefix));
    }

    /** Positions before the cells. */
    private static int prefix(Keys keys, int width, int channels) {
        int needed = (width + channels - 1) / channels;
        int prefix = keys.whole(PREFIX, MOST_PREFIX);
        if (width == 0 || prefix == 0) {
            return needed;
        }
        keys.require(prefix >= needed, PREFIX, "at least " + needed + ", for " + width + " numbers of a puzzle, " + channels + " a position",
                keys.config().path(PREFIX));
        return prefix;
    }

    private static int rounded(double expansion, int width) {
        return ((int) Math.rint(expansion * width * 2 / 3) + ROUNDED_TO - 1) / ROUNDED_TO * ROUNDED_TO;
    }

    /** Whether the reference has keys and names for such a model. */
    static boolean fits(ModelConfig c) {
        try {
            requireFit(c);
            return true;
        } catch (CheckpointException e) {
            return false;
        }
    }

    private static void requireFit(ModelConfig c) {
        AttentionConfig plain = new AttentionConfig(0, 0, 0, false, false, 1);
        new Fit("hrm", c).type(Models.HRM, Models.TRM).is("model.reasoning.enabled", c.reasons(), true).order("post")
                .norm("rms_norm_no_gain").feedForward(Set.of("swiglu")).position(POSITIONS.keySet())
                .is("model.bias", c.bias(), false).is("model.tied_head", c.tiedHead(), false)
                .is("model.experts.count", c.experts().count(), 1).is("model.attention", c.attention(), plain);
    }

    /** @param supervised null where it is not known */
    static ObjectNode config(ModelConfig c, Supervised supervised) {
        ObjectNode ours = JsonRecords.write(c);
        ObjectNode keys = ours.objectNode().put(ModelFiles.MODEL_TYPE, c.type()).put("seq_len", c.contextLength())
                .put(WIDTH, c.reasoning().puzzleWidth()).put(PUZZLES, c.reasoning().puzzles()).put("vocab_size", c.vocabularySize())
                .put("H_cycles", c.hCycles()).put("L_cycles", c.lCycles());
        boolean hrm = c.type().equals(Models.HRM);
        keys.put("H_layers", hrm ? c.hLayers() : 0).put("L_layers", hrm ? c.lLayers() : c.layers())
                .put("hidden_size", c.channels()).put("intermediate_size", c.hidden())
                .put("expansion", c.hidden() * 1.5 / c.channels()).put("num_heads", c.heads()).put("pos_encodings", c.position())
                .put("rms_norm_eps", c.normEps()).put("rope_theta", c.ropeTheta());
        if (!hrm) {
            keys.put("mlp_t", c.reasoning().mixing().equals(Mixers.MLP));
        }
        if (!hrm || c.prefix() > 0) {
            keys.put(PREFIX, c.prefix());
        }
        if (supervised != null) {
            keys.put("batch_size", supervised.batchSize()).put(Supervised.SEGMENTS, supervised.segments())
                    .put("halt_exploration_prob", supervised.exploration()).put("loss", supervised.function() + "_cross_entropy");
        }
        return keys.set(OURS, ours);
    }

    static Map<String, Safetensors.Entry> tensors(Model model, Weights weights) {
        return WeightFiles.tensors(HrmNames.slices(model, ""), weights);
    }

    static ModelContent write(Model model, Weights weights, Optional<Tokenizer> tokenizer) {
        ModelConfig c = model.config();
        requireFit(c);
        return new ModelContent(config(c, null), tensors(model, weights), tokenizer.map(TokenizerJson::write));
    }
}
