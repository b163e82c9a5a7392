package dev.vitrine.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.JsonRecords;
import dev.vitrine.engine.Nearest;
import dev.vitrine.engine.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a config comes from: a preset, a YAML or JSON file, and {@code key=value} changes. All speak one schema, the records'
 * components in snake case, joined by dots: {@code model.layers}, {@code stages.0.schedule.learning_rate}.
 */
public final class RunConfigs {
    static final String PRESET = "preset";
    static final String SCHEMA = "$schema";            // of editors
    static final String VOCABULARY = "vocabulary_size";

    private RunConfigs() {
    }

    public static RunConfig preset(String name) {
        return of("preset " + name, presetJson(name));
    }

    /** A YAML or JSON file with every key, or one that names a {@code preset} and gives what differs from it. */
    public static RunConfig file(Path file) {
        ConfigText text = ConfigText.read(file);
        try {
            return of("", whole(text.json()));
        } catch (InputException e) {
            throw text.wrong(e.getMessage(), e);
        }
    }

    /** @param given modified */
    private static ObjectNode whole(ObjectNode given) {
        JsonNode preset = given.remove(PRESET);
        given.remove(SCHEMA);
        checkKeys(given);
        if (preset == null) {
            return given;
        }
        if (!preset.isTextual()) {
            throw new InputException("preset must be a string, got " + InputFiles.describe(preset));
        }
        if (!Presets.REGISTRY.names().contains(preset.textValue())) {
            throw new InputException("preset must be one of " + Presets.REGISTRY.names() + ", got '" + preset.textValue() + "'; did you mean '"
                    + Nearest.to(preset.textValue(), Presets.REGISTRY.names(), 1).getFirst() + "'?");
        }
        return merge(presetJson(preset.textValue()), given);
    }

    /** @param changes such as {@code model.layers=4}; together they must give a valid config */
    public static RunConfig set(RunConfig config, String... changes) {
        return set(config, List.of(changes));
    }

    /** @param changes not modified */
    public static RunConfig set(RunConfig config, List<String> changes) {
        ObjectNode json = json(config);
        changes.forEach(change -> apply(json, change));
        return changes.isEmpty() ? config : of("", json);
    }

    /** A config as its files hold it; the caller's own. */
    public static ObjectNode json(RunConfig config) {
        ObjectNode json = JsonRecords.write(config);
        json.withObject("/model").remove(VOCABULARY);   // the tokenizer's, known when the text is read
        return json;
    }

    /**
     * A config from its JSON.
     *
     * @param source what messages begin with; may be empty
     * @param json   every key that has no default; not modified
     */
    public static RunConfig of(String source, ObjectNode json) {
        ObjectNode whole = json.deepCopy();
        if (whole.get("model") instanceof ObjectNode model) {
            model.put(VOCABULARY, 0);
        }
        return JsonRecords.read(source, whole, RunConfig.class);
    }

    /**
     * Changes one key to a value of the kind that stands there now; whether all fit together is for {@link #of} to say.
     *
     * @param json  modified
     * @param value as it is typed
     */
    public static void put(ObjectNode json, String key, String value) {
        requireKey(key, json);
        int dot = key.lastIndexOf('.');
        ObjectNode parent = (ObjectNode) (dot < 0 ? json : json.at(pointer(key.substring(0, dot))));
        String name = key.substring(dot + 1);
        parent.set(name, parsed(key, value, parent.get(name)));
    }

    public static String text(RunConfig config, ConfigFormat format) {
        return format.write(json(config));
    }

    /** Every dotted key of a config's JSON, in the schema's order. @param json not modified */
    public static List<String> keys(ObjectNode json) {
        List<String> keys = new ArrayList<>();
        collect("", json, keys);
        return keys;
    }

    private static ObjectNode presetJson(String name) {
        String resource = Presets.REGISTRY.get(name);
        try (InputStream in = RunConfigs.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new InputException(resource + " is not in this program; its jar may be damaged");
            }
            return (ObjectNode) InputFiles.json(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InputException(resource + " cannot be read (" + Reason.of(e) + "); the program's jar may be damaged", e);
        }
    }

    /** Objects are merged key by key and lists element by element; a list gets the length of the given one. */
    private static ObjectNode merge(ObjectNode base, ObjectNode given) {
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            base.set(entry.getKey(), merged(base.path(entry.getKey()), entry.getValue()));
        }
        return base;
    }

    private static JsonNode merged(JsonNode base, JsonNode given) {
        if (base instanceof ObjectNode b && given instanceof ObjectNode g) {
            return merge(b, g);
        }
        if (base instanceof ArrayNode b && given instanceof ArrayNode g) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < g.size(); i++) {
                list.add(merged(b.path(i), g.get(i)));
            }
            return list;
        }
        return given;
    }

    private static void apply(ObjectNode json, String change) {
        int equals = change.indexOf('=');
        if (equals < 1) {
            throw new InputException("a change must be key=value, such as model.layers=4, got '" + change + "'");
        }
        put(json, change.substring(0, equals).strip(), change.substring(equals + 1).strip());
    }

    /** A value of the kind that stands there now. */
    private static JsonNode parsed(String key, String value, JsonNode now) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        String wanted = "a whole number";
        try {
            if (now.isTextual()) {
                return nodes.textNode(value);
            } else if (now.isIntegralNumber()) {
                return nodes.numberNode(Long.parseLong(value.strip()));
            } else if (now.isFloatingPointNumber()) {
                wanted = "a finite number";
                double number = Double.parseDouble(value);
                if (Double.isFinite(number)) {
                    return nodes.numberNode(number);
                }
            } else {
                wanted = "true or false";
                String word = value.strip();
                if (word.equals("true") || word.equals("false")) {
                    return nodes.booleanNode(word.equals("true"));
                }
            }
        } catch (NumberFormatException e) {
            // told below, with the key
        }
        throw new InputException(key + " must be " + wanted + ", got '" + value + "'");
    }

    /** Refuses keys that a config does not have, wherever they stand, before anything else is looked at. */
    private static void checkKeys(JsonNode json) {
        List<String> keys = new ArrayList<>();
        collect("", json, keys);
        ObjectNode schema = schema();
        for (String key : keys) {
            if (schema.at(pointer(key.replaceAll("\\.\\d+(?=\\.|$)", ".0"))).isMissingNode()) {
                throw unknown(key, schema);
            }
        }
    }

    private static void requireKey(String key, ObjectNode json) {
        JsonNode at = json.at(pointer(key));
        if (at.isMissingNode() || at.isContainerNode()) {
            throw unknown(key, json);
        }
    }

    private static InputException unknown(String key, ObjectNode schema) {
        String inModel = "model." + VOCABULARY;
        if (key.equals(inModel)) {
            return new InputException(inModel + " comes from the tokenizer; leave it out");
        }
        List<String> keys = new ArrayList<>();
        collect("", schema, keys);
        return new InputException("there is no key '" + key + "'; did you mean '" + Nearest.key(key, keys) + "'?");
    }

    private static ObjectNode schema() {
        return json(preset(Presets.REGISTRY.names().iterator().next()));
    }

    private static void collect(String path, JsonNode json, List<String> keys) {
        String prefix = path.isEmpty() ? "" : path + ".";
        if (json instanceof ObjectNode object) {
            object.properties().forEach(e -> collect(prefix + e.getKey(), e.getValue(), keys));
        } else if (json instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                collect(prefix + i, list.get(i), keys);
            }
        } else {
            keys.add(path);
        }
    }

    private static String pointer(String key) {
        return "/" + key.replace("~", "~0").replace("/", "~1").replace('.', '/');
    }
}
