package dev.vitrine.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.vitrine.engine.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a file of a run is written; its name says which. */
public enum ConfigFormat {
    YAML("preset: start", ".yaml", ".yml"), JSON("{\"preset\": \"start\", \"seed\": 2}", ".json");

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private final String example;
    private final List<String> extensions;

    ConfigFormat(String example, String... extensions) {
        this.example = example;
        this.extensions = List.of(extensions);
    }

    /** @throws InputException where the name does not say */
    public static ConfigFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(f -> f.extensions.stream().anyMatch(name::endsWith)).findFirst()
                .orElseThrow(() -> new InputException(file + ": the name of a file of a run must end in .yaml, .yml or .json"));
    }

    /** As a file holds it. @param json not modified */
    public String write(ObjectNode json) {
        try {
            return this == YAML ? MAPPER.writeValueAsString(json) : json.toPrettyString() + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON can always be written as YAML", e);
        }
    }

    /** The shortest run, for messages. */
    String example() {
        return example;
    }
}
