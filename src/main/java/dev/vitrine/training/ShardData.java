package dev.vitrine.training;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.shard.ShardBatches;
import dev.vitrine.engine.data.shard.TokenShards;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import dev.vitrine.engine.text.Tokenizers;
import java.nio.file.Path;
import java.util.List;

/** The token shards of a run. They were made with a tokenizer, which is then that of the run. */
public final class ShardData {
    /** Name of the tokenizer of shards: what lies beside them. */
    public static final String TOKENIZER = "shards";

    private ShardData() {
    }

    /** Refuses shards with another tokenizer, and their tokenizer without shards. */
    static void check(String tokenizer, List<StageConfig> stages) {
        boolean any = stages.stream().anyMatch(StageConfig::hasShards);
        if (any != TOKENIZER.equals(tokenizer)) {
            throw new IllegalArgumentException(any
                    ? "tokenizer must be '" + TOKENIZER + "' where a stage has shards, as they bring their own, got '" + tokenizer + "'"
                    : "tokenizer '" + TOKENIZER + "' is that of token shards, but no stage has the format '" + StageConfig.SHARDS
                    + "'; choose one of " + Tokenizers.REGISTRY.names());
        }
    }

    /** The one of all shards of a run. */
    static Tokenizer tokenizer(RunConfig config) {
        List<StageConfig> stages = config.stages().stream().filter(StageConfig::hasShards).toList();
        Tokenizer first = open(stages.getFirst()).tokenizer();
        for (StageConfig stage : stages) {
            if (!TokenizerJson.write(open(stage).tokenizer()).equals(TokenizerJson.write(first))) {
                throw new InputException("the shards of all stages need one tokenizer, but those of stage '" + stage.name()
                        + "' have another than those of stage '" + stages.getFirst().name() + "'; make them with the same");
            }
        }
        return first;
    }

    static StageData stage(RunConfig config, StageConfig stage) {
        TokenShards shards = open(stage);
        int context = config.model().contextLength();
        ShardBatches train = ShardBatches.training(shards, stage.validationFraction(), stage.batchSize(), context, config.seed(), stage.name());
        ShardBatches validation = stage.validationFraction() == 0 ? null
                : ShardBatches.validation(shards, stage.validationFraction(), stage.batchSize(), context, config.seed(), stage.name());
        return new StageData(stage, train, validation, RunData.steps(stage, train.stepsPerEpoch()));
    }

    /** Which tokens the shards of a stage hold. */
    static String fingerprint(StageConfig stage) {
        return open(stage).fingerprint();
    }

    private static TokenShards open(StageConfig stage) {
        return TokenShards.open(Path.of(stage.data()));
    }
}
