package dev.vitrine.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** As much of JSON Schema (draft 2020-12) as our schema uses; a word that is not known here is a failure. */
final class SchemaCheck {
    private static final Set<String> SAYS_NOTHING = Set.of("$schema", "title", "description", "default", "examples");

    private SchemaCheck() {
    }

    /** What is wrong with a value, each with its path. */
    static List<String> problems(JsonNode schema, JsonNode value) {
        List<String> problems = new ArrayList<>();
        check("", schema, value, problems);
        return problems;
    }

    private static void check(String path, JsonNode schema, JsonNode value, List<String> problems) {
        for (Map.Entry<String, JsonNode> word : schema.properties()) {
            JsonNode rule = word.getValue();
            switch (word.getKey()) {
                case "type" -> require(isA(rule.asText(), value), path + " is no " + rule.asText(), problems);
                case "enum" -> require(rule.valueStream().anyMatch(value::equals), path + " is none of " + rule, problems);
                case "required" -> rule.forEach(key -> require(value.has(key.asText()), path + " has no " + key.asText(), problems));
                case "minItems" -> require(value.size() >= rule.asInt(), path + " has too few items", problems);
                case "additionalProperties" -> value.fieldNames().forEachRemaining(key -> require(schema.get("properties").has(key),
                        path + " has " + key, problems));
                case "properties" -> rule.properties().stream().filter(key -> value.has(key.getKey()))
                        .forEach(key -> check(path + "." + key.getKey(), key.getValue(), value.get(key.getKey()), problems));
                case "items" -> value.forEach(item -> check(path + "[]", rule, item, problems));
                case "if" -> {
                    if (!problems(rule, value).isEmpty()) {
                        check(path, schema.get("else"), value, problems);
                    }
                }
                case "else" -> { }   // read with its "if"
                default -> require(SAYS_NOTHING.contains(word.getKey()), "the schema says " + word.getKey(), problems);
            }
        }
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> false;
        };
    }

    private static void require(boolean so, String problem, List<String> problems) {
        if (!so) {
            problems.add(problem);
        }
    }
}
