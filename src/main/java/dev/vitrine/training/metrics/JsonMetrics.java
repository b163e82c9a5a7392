package dev.vitrine.training.metrics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.io.IOException;
import java.nio.file.Path;

/** A JSON object a line; what was not measured, or is no finite number, is null. */
final class JsonMetrics {
    private JsonMetrics() {
    }

    static MetricFile open(Path folder, int from) throws IOException {
        return new TextMetrics(folder.resolve("metrics.jsonl"), from, "", JsonMetrics::step, JsonMetrics::line);
    }

    private static int step(String line) {
        try {
            return InputFiles.json("a line", line).path("step").asInt(-1);
        } catch (InputException e) {
            return -1;   // half of a line, left when the program was killed
        }
    }

    static String line(MetricRow row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("step", row.step()).put("stage", row.stage());
        row.numbers().forEach((name, x) -> {
            if (!Double.isFinite(x)) {
                json.putNull(name);
            } else if ((float) (double) x == x) {
                json.put(name, (float) (double) x);
            } else {
                json.put(name, x);
            }
        });
        return json.toString();
    }
}
