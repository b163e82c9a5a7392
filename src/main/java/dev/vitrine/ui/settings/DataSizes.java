package dev.vitrine.ui.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is known of a run only when its texts are read.
 *
 * @param key        the part of the config that it depends on
 * @param vocabulary V
 */
record DataSizes(ObjectNode key, int vocabulary, List<Stage> stages) {
    /**
     * @param steps of the stage
     * @param times every T that a batch may have
     */
    record Stage(int steps, List<Integer> times) {
    }

    /** Reads the texts, unless they were read already. @param known may be null */
    static DataSizes of(RunConfig config, DataSizes known) {
        ObjectNode key = key(config);
        if (known != null && known.key.equals(key)) {
            return known;
        }
        RunData data = RunData.load(config);
        return new DataSizes(key, data.tokenizer().vocabSize(),
                data.stages().stream().map(s -> new Stage(s.steps(), IntStream.of(s.train().times()).boxed().toList())).toList());
    }

    /** All but what the texts and the cutting of batches do not depend on. */
    private static ObjectNode key(RunConfig config) {
        ObjectNode key = RunConfigs.json(config);
        JsonNode model = key.remove("model");
        key.set("context_length", model.get("context_length"));
        key.remove(List.of("name", "description", "backend", "optimizer", "probe", "prompt"));
        key.withArray("/stages").forEach(stage -> ((ObjectNode) stage).remove("schedule"));
        return key;
    }

    /** Training steps of all stages. */
    int steps() {
        return stages.stream().mapToInt(Stage::steps).sum();
    }
}
