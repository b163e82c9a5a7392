package dev.vitrine.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.Defaulted;
import dev.vitrine.engine.JsonRecords;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * The JSON Schema of a run's file (draft 2020-12), made from the records: types are their components', choices the
 * registries', defaults the constants of {@link Defaulted} records, and descriptions the help that the window shows. Which
 * values go together is for the records alone to say.
 */
public final class ConfigSchema {
    /** Where the same schema is shipped for editors. */
    public static final String RESOURCE = "/schema/run.schema.json";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<Class<?>, String> TYPES = Map.of(int.class, "integer", long.class, "integer", double.class, "number",
            boolean.class, "boolean", String.class, "string");

    private final ResourceBundle help = ResourceBundle.getBundle("i18n.settings", Locale.ROOT);

    private ConfigSchema() {
    }

    public static ObjectNode create() {
        return new ConfigSchema().whole();
    }

    private ObjectNode whole() {
        ObjectNode schema = NODES.objectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "A run of Vitrine")
                .put("description", "A file names a preset and gives what differs from it, or has every key that has no default.");
        schema.setAll(object("", RunConfig.class, null));
        ObjectNode first = NODES.objectNode();
        first.set(RunConfigs.SCHEMA, NODES.objectNode().put("type", "string").put("description", "Where this schema is, for editors; nothing else reads it"));
        first.set(RunConfigs.PRESET, NODES.objectNode().put("type", "string")
                .put("description", "A run that ships, from which the other keys differ").set("enum", array(Presets.REGISTRY.names())));
        ObjectNode own = (ObjectNode) schema.get("properties");
        schema.set("properties", first.setAll(own));
        schema.set("if", NODES.objectNode().set("required", array(List.of(RunConfigs.PRESET))));
        schema.set("else", required(RunConfig.class));
        return schema;
    }

    /** @param defaults of a record that has some; else null */
    private ObjectNode object(String path, Class<?> record, ObjectNode defaults) {
        ObjectNode keys = NODES.objectNode();
        for (RecordComponent component : record.getRecordComponents()) {
            String key = JsonRecords.key(component);
            if (!key.equals(RunConfigs.VOCABULARY)) {
                keys.set(key, value(path.isEmpty() ? key : path + "." + key, component, defaults == null ? null : defaults.get(key)));
            }
        }
        ObjectNode schema = NODES.objectNode().put("type", "object").put("additionalProperties", false);
        return schema.set("properties", keys);
    }

    private ObjectNode value(String path, RecordComponent component, JsonNode byDefault) {
        Class<?> type = component.getType();
        if (type.isRecord()) {
            return object(path, type, type.isAnnotationPresent(Defaulted.class) ? JsonRecords.defaults(type) : null);
        }
        if (type == List.class) {
            return NODES.objectNode().put("type", "array").put("minItems", 1).set("items", object(path, element(component), null));
        }
        ObjectNode schema = NODES.objectNode().put("type", TYPES.get(type)).put("description", help.getString("settings.key." + path + ".help"));
        if (!ConfigChoices.of(path).isEmpty()) {
            schema.set("enum", array(ConfigChoices.of(path)));
        } else if (!ConfigChoices.suggested(path).isEmpty()) {
            schema.set("examples", array(ConfigChoices.suggested(path)));
        }
        if (byDefault != null) {
            schema.set("default", byDefault);
        }
        return schema;
    }

    private static Class<?> element(RecordComponent list) {
        return (Class<?>) ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
    }

    /** The keys that a file without a preset must have, wherever they stand. */
    private static ObjectNode required(Class<?> record) {
        ArrayNode keys = NODES.arrayNode();
        ObjectNode inside = NODES.objectNode();
        for (RecordComponent component : record.getRecordComponents()) {
            Class<?> type = component.getType();
            String key = JsonRecords.key(component);
            if (type.isAnnotationPresent(Defaulted.class) || key.equals(RunConfigs.VOCABULARY)) {
                continue;
            }
            keys.add(key);
            if (type.isRecord()) {
                inside.set(key, required(type));
            } else if (type == List.class) {
                inside.set(key, NODES.objectNode().set("items", required(element(component))));
            }
        }
        ObjectNode schema = NODES.objectNode();
        schema.set("required", keys);
        if (!inside.isEmpty()) {
            schema.set("properties", inside);
        }
        return schema;
    }

    private static ArrayNode array(Collection<String> names) {
        ArrayNode array = NODES.arrayNode();
        names.forEach(array::add);
        return array;
    }
}
