package dev.vitrine.docs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.training.ConfigSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every key of a run's file, from its schema: a table for each object, those of a run itself first. */
final class ConfigReference {
    private final StringBuilder text = new StringBuilder();

    private ConfigReference() {
    }

    static String markdown() {
        ConfigReference reference = new ConfigReference();
        reference.text.append("""
                # Keys of a run

                Made from the records that a run is read into. A file is YAML or JSON (`.yaml`, `.yml`, `.json`), names a `preset` and gives what
                differs from it, or has every key that has no default here. `--set key=value` takes the same keys with dots, and a number for an
                element of a list: `stages.0.schedule.learning_rate=0.001`. Editors complete and check a file that begins with
                `# yaml-language-server: $schema=run.schema.json`, of which `vitrine config schema` prints the schema; `vitrine config show`
                prints a whole run, `vitrine config validate FILE` says what is wrong with one, with the line.
                """);
        reference.object("", ConfigSchema.create());
        return reference.text.toString();
    }

    private void object(String path, JsonNode schema) {
        List<Map.Entry<String, JsonNode>> inside = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (Map.Entry<String, JsonNode> key : schema.get("properties").properties()) {
            if (key.getValue().has("properties") || key.getValue().has("items")) {
                inside.add(key);
            } else {
                rows.append("| `").append(key.getKey()).append("` | ").append(values(key.getValue())).append(" | ").append(byDefault(key.getValue()))
                        .append(" | ").append(key.getValue().get("description").asText().replace("|", "\\|")).append(" |\n");
            }
        }
        if (!rows.isEmpty()) {
            text.append("\n## ").append(path.isEmpty() ? "The run" : "`" + path + "`")
                    .append("\n\n| key | value | default | what it is |\n|---|---|---|---|\n").append(rows);
        }
        for (Map.Entry<String, JsonNode> key : inside) {
            String name = path.isEmpty() ? key.getKey() : path + "." + key.getKey();
            JsonNode value = key.getValue();
            object(value.has("items") ? name + ".N" : name, value.has("items") ? value.get("items") : value);
        }
    }

    private static String values(JsonNode key) {
        return !key.has("enum") ? switch (key.get("type").asText()) {
            case "integer" -> "whole number";
            case "boolean" -> "true, false";
            case "string" -> "text";
            default -> "number";
        } : key.get("enum").valueStream().map(name -> "`" + name.asText() + "`").collect(Collectors.joining(", "));
    }

    private static String byDefault(JsonNode key) {
        JsonNode value = key.path("default");
        return value.isMissingNode() ? "" : value.isTextual() && value.asText().isEmpty() ? "empty" : "`" + value.asText() + "`";
    }
}
