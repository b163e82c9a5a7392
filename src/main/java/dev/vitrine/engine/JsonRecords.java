package dev.vitrine.engine;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records as JSON: a component {@code clipNorm} is the key {@code clip_norm}. Reading is strict (every key must be there but
 * those of a {@link Defaulted} record, none may be unknown, nothing is converted from another type), and each refusal is one sentence that names the key.
 */
public final class JsonRecords {
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE = PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(SNAKE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, c -> c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private static final Map<Class<?>, String> WANTED = Map.of(int.class, "a whole number", long.class, "a whole number",
            double.class, "a number", boolean.class, "true or false", String.class, "a string", ArrayList.class, "an array");

    private JsonRecords() {
    }

    /** The key of a component: {@code clip_norm} of {@code clipNorm}. */
    public static String key(RecordComponent component) {
        return SNAKE.translate(component.getName());
    }

    /** The values of a {@link Defaulted} record's keys; the caller's own. */
    public static ObjectNode defaults(Class<?> record) {
        try {
            return MAPPER.valueToTree(record.getField("DEFAULT").get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record + " is @Defaulted, so it needs a public constant DEFAULT", e);
        }
    }

    public static ObjectNode write(Record record) {
        return MAPPER.valueToTree(record);
    }

    /** @param given  not modified
     *  @param source what messages begin with, such as the name of a file; may be empty
     *  @throws InputException naming the key at fault */
    public static <T extends Record> T read(String source, JsonNode given, Class<T> type) {
        JsonNode json = complete(given.deepCopy(), type);
        String prefix = source.isEmpty() ? "" : source + ": ";
        if (json.isNull()) {
            throw new InputException(prefix + "the whole must be an object, got null");
        }
        try {
            return MAPPER.treeToValue(json, type);
        } catch (UnrecognizedPropertyException e) {
            throw new InputException(prefix + unknown(path(e, "."), e.getKnownPropertyIds().stream().map(Object::toString).toList()), e);
        } catch (ValueInstantiationException e) {
            throw new InputException(prefix + refused(json.at(path(e, "/")), path(e, "."), reason(e)), e);
        } catch (JsonMappingException e) {
            throw new InputException(prefix + (json.at(path(e, "/")).isMissingNode() ? missing(e, json) : mismatch(e, json)), e);
        } catch (JsonProcessingException e) {
            throw new InputException(prefix + e.getOriginalMessage(), e);
        }
    }

    /** Puts in what was left out of the records that have defaults, wherever they stand. */
    private static JsonNode complete(JsonNode json, Class<?> type) {
        if (!(json instanceof ObjectNode object) || !type.isRecord()) {
            return json;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String key = key(component);
            Class<?> of = component.getType();
            if (of.isAnnotationPresent(Defaulted.class)) {
                if (!object.has(key)) {
                    object.set(key, object.objectNode());
                }
                if (object.get(key) instanceof ObjectNode part) {
                    defaults(of).properties().forEach(e -> part.putIfAbsent(e.getKey(), e.getValue()));
                }
            }
            if (object.has(key) && of.isRecord()) {
                complete(object.get(key), of);
            } else if (object.get(key) instanceof ArrayNode list
                    && component.getGenericType() instanceof ParameterizedType p && p.getActualTypeArguments()[0] instanceof Class<?> element) {
                list.forEach(e -> complete(e, element));
            }
        }
        return json;
    }

    private static String unknown(String key, Collection<String> known) {
        int parent = key.lastIndexOf('.') + 1;
        return "there is no key '" + key + "'; did you mean '" + key.substring(0, parent)
                + Nearest.key(key.substring(parent), known) + "'?";
    }

    /** A key that is missing may be there under another spelling, which then is what to tell. */
    private static String missing(JsonMappingException e, JsonNode json) {
        String path = path(e, ".");
        String parent = path.substring(0, path.lastIndexOf('.') + 1);
        if (e.getPath().getLast().getFrom() instanceof Class<?> record && record.isRecord()) {
            List<String> known = Arrays.stream(record.getRecordComponents()).map(JsonRecords::key).toList();
            for (Map.Entry<String, JsonNode> entry : json.at(parentPointer(e)).properties()) {
                if (!known.contains(entry.getKey())) {
                    return unknown(parent + entry.getKey(), known);
                }
            }
        }
        return path + " is missing";
    }

    private static String parentPointer(JsonMappingException e) {
        String pointer = path(e, "/");
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    /** What a record says of itself, with the key in front that it speaks of. */
    private static String refused(JsonNode record, String path, String reason) {
        String prefix = path.isEmpty() ? "" : path + ".";
        String first = reason.split("[ .]", 2)[0];
        if (record.has(first)) {
            return prefix + reason;
        }
        Matcher wrong = QUOTED.matcher(reason);
        boolean choice = reason.startsWith("unknown ") && wrong.find();
        for (Map.Entry<String, JsonNode> entry : record.properties()) {
            if (choice && entry.getValue().isTextual() && entry.getValue().textValue().equals(wrong.group(1))) {
                return prefix + entry.getKey() + ": " + reason;
            }
        }
        return path.isEmpty() ? reason : path + ": " + reason;
    }

    private static String reason(ValueInstantiationException e) {
        return Objects.requireNonNullElseGet(e.getCause() == null ? null : e.getCause().getMessage(), e::getOriginalMessage);
    }

    private static String mismatch(JsonMappingException e, JsonNode json) {
        String key = path(e, ".").isEmpty() ? "the whole" : path(e, ".");
        JsonNode came = json.at(path(e, "/"));
        if (e instanceof MismatchedInputException m) {
            String wanted = WANTED.getOrDefault(m.getTargetType(), "an object");
            return key + " must be " + wanted + ", got " + InputFiles.describe(came);
        }
        return key + " must be a whole number that fits into 32 bits (64 for a seed), got " + InputFiles.describe(came);
    }

    /** Where in the JSON: "stages.0.steps", or as a JSON pointer "/stages/0/steps". */
    private static String path(JsonMappingException e, String separator) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference r : e.getPath()) {
            path.append(path.isEmpty() && separator.equals(".") ? "" : separator)
                    .append(r.getFieldName() == null ? Integer.toString(r.getIndex()) : r.getFieldName());
        }
        return path.toString();
    }
}
