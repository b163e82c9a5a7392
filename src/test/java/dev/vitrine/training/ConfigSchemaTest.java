package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigSchemaTest {
    private static final ObjectNode SCHEMA = ConfigSchema.create();
    private static final Pattern CHOICES = Pattern.compile("choose one of \\[([^]]*)]");

    @Test
    void theShippedSchemaIsTheOneOfTheRecords() throws IOException {
        String name = ConfigSchema.RESOURCE;
        try (InputStream in = ConfigSchema.class.getResourceAsStream(name)) {
            assertThat(InputFiles.json(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)))
                    .as("write it anew with: vitrine config schema > resources" + name).isEqualTo(SCHEMA);
        }
    }

    @Test
    void everyPresetFollowsIt() throws IOException {
        for (String preset : Presets.REGISTRY.names()) {
            try (InputStream in = Presets.class.getResourceAsStream(Presets.REGISTRY.get(preset))) {
                JsonNode shipped = InputFiles.json(preset, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                assertThat(SchemaCheck.problems(SCHEMA, shipped)).as(preset).isEmpty();
            }
            assertThat(SchemaCheck.problems(SCHEMA, RunConfigs.json(RunConfigs.preset(preset)))).as(preset + " with every key").isEmpty();
        }
    }

    @Test
    void itHasEveryKeyAndNoOther() {
        List<String> keys = new ArrayList<>();
        collect("", SCHEMA, keys);
        assertThat(keys).startsWith("$schema", "preset");
        assertThat(keys.subList(2, keys.size())).containsExactlyElementsOf(RunConfigs.keys(RunConfigs.json(RunConfigs.preset("start"))));
    }

    private static void collect(String path, JsonNode schema, List<String> keys) {
        if (schema.has("items")) {
            collect(path + ".0", schema.get("items"), keys);
        } else if (schema.has("properties")) {
            schema.get("properties").properties().forEach(e -> collect(path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), keys));
        } else {
            keys.add(path);
        }
    }

    /** A wrong name is put into every text of a config: what its constructors then offer is what the schema offers. */
    @Test
    void itsChoicesAreThoseOfTheRecords() {
        Map<String, String> offered = new TreeMap<>();
        for (String preset : List.of("start", "sudoku4")) {
            RunConfig config = RunConfigs.preset(preset);
            for (String key : RunConfigs.keys(RunConfigs.json(config))) {
                try {
                    RunConfigs.set(config, key + "=wrong-name");
                } catch (InputException e) {
                    Matcher choices = CHOICES.matcher(e.getMessage());
                    if (choices.find()) {
                        offered.put(key, choices.group(1));
                    }
                }
            }
        }
        Map<String, String> choices = new TreeMap<>();
        for (String key : RunConfigs.keys(RunConfigs.json(RunConfigs.preset("start")))) {
            JsonNode names = SCHEMA.at("/properties/" + key.replace(".0.", "/items/properties/").replace(".", "/properties/") + "/enum");
            if (names.isArray()) {
                choices.put(key, String.join(", ", names.valueStream().map(JsonNode::asText).toList()));
            }
        }
        assertThat(choices).isEqualTo(offered).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"preset\": \"start\"}                                       | ",
        "{\"preset\": \"start\", \"$schema\": \"run.schema.json\"}     | ",
        "{\"preset\": \"start\", \"model\": {\"rope_theta\": 10000}}   | ",
        "{\"preset\": \"begin\"}                                       | .preset is none of",
        "{\"preset\": \"start\", \"seeds\": 1}                         |  has seeds",
        "{\"preset\": \"start\", \"model\": {\"vocabulary_size\": 9}}  | .model has vocabulary_size",
        "{\"preset\": \"start\", \"seed\": 1.5}                        | .seed is no integer",
        "{\"preset\": \"start\", \"model\": {\"norm\": \"max\"}}       | .model.norm is none of",
        "{\"preset\": \"start\", \"stages\": []}                       | .stages has too few items",
        "{\"preset\": \"start\", \"stages\": [{\"schedule\": {\"kind\": 1}}]} | .stages[].schedule.kind is no string",
        "{\"seed\": 1}                                                 |  has no name",
    })
    void itRefusesWhatIsNoRun(String json, String problem) {
        List<String> problems = SchemaCheck.problems(SCHEMA, InputFiles.json("a run", json));
        if (problem == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).anySatisfy(p -> assertThat(p.strip()).startsWith(problem.strip()));
        }
    }
}
