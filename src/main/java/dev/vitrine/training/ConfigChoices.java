package dev.vitrine.training;

import dev.vitrine.engine.checkpoint.ShippedModels;
import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.data.TextFiles;
import dev.vitrine.engine.data.puzzle.Tasks;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.FeedForwards;
import dev.vitrine.engine.layer.Mixers;
import dev.vitrine.engine.layer.Norms;
import dev.vitrine.engine.layer.Positions;
import dev.vitrine.engine.layer.Precisions;
import dev.vitrine.engine.layer.RopeScaling;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.loss.LossFunctions;
import dev.vitrine.engine.model.HrmGradient;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.optim.Optimizers;
import dev.vitrine.engine.optim.Schedules;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Which keys of a config take one of several names. To add one: add the line. */
public final class ConfigChoices {
    /** By key, stages without their numbers. */
    private static final Map<String, Collection<String>> NAMES = Map.ofEntries(
            Map.entry("backend", Backends.REGISTRY.names()),
            Map.entry("model.type", Models.REGISTRY.names()),
            Map.entry("model.feed_forward", FeedForwards.REGISTRY.names()),
            Map.entry("model.norm", Norms.REGISTRY.names()),
            Map.entry("model.norm_order", Blocks.REGISTRY.names()),
            Map.entry("model.position", Positions.REGISTRY.names()),
            Map.entry("model.attention.rope_scaling.kind", RopeScaling.KINDS.names()),
            Map.entry("model.gradient", Arrays.stream(HrmGradient.values()).map(g -> g.name().toLowerCase(Locale.ROOT)).toList()),
            Map.entry("model.reasoning.mixing", Mixers.REGISTRY.names()),
            Map.entry("loss.function", LossFunctions.REGISTRY.names()),
            Map.entry("loss.scored", List.of(LossConfig.ALL, LossConfig.ANSWERS)),
            Map.entry("memory.precision", Precisions.REGISTRY.names()),
            Map.entry("optimizer.kind", Optimizers.REGISTRY.names()),
            Map.entry("stages.format", StageConfig.FORMATS),
            Map.entry("stages.read.template", ChatTemplates.REGISTRY.names()),
            Map.entry("stages.schedule.kind", Schedules.REGISTRY.names()));

    /** Names that are offered, beside whatever else may be typed. */
    private static final Map<String, Collection<String>> SUGGESTED = Map.of("stages.data",
            Stream.concat(TextFiles.shipped().stream(), Tasks.REGISTRY.names().stream()).toList(), "begin.weights",
            ShippedModels.REGISTRY.names(), "tokenizer", PuzzleData.tokenizers());

    private ConfigChoices() {
    }

    /** Every name that a key may have; empty where it is no choice. @param key without numbers */
    public static List<String> of(String key) {
        return List.copyOf(NAMES.getOrDefault(key, List.of()));
    }

    /** Some of the values that a key may have; empty where none are known. @param key without numbers */
    public static List<String> suggested(String key) {
        return List.copyOf(SUGGESTED.getOrDefault(key, List.of()));
    }
}
