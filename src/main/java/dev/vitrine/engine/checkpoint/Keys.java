package dev.vitrine.engine.checkpoint;

import static dev.vitrine.engine.InputFiles.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;

/** Reads values out of a config.json that holds many more keys than matter here. A key that is null counts as left out. */
record Keys(Path file, ObjectNode config) {
    private static final int WIDEST = 1 << 20;

    boolean has(String key) {
        return config.hasNonNull(key);
    }

    int positive(String key) {
        JsonNode value = config.path(key);
        require(value.isInt() && value.intValue() > 0, key, "a whole number above 0", value);
        return value.intValue();
    }

    int positive(String key, int usual) {
        return has(key) ? positive(key) : usual;
    }

    int atMost(String key, int most) {
        int value = positive(key);
        require(value <= most, key, "at most " + most, config.path(key));
        return value;
    }

    /** A width that the value of another key divides. */
    int multiple(String key, String of, int divisor) {
        int value = atMost(key, WIDEST);
        require(value % divisor == 0, key, "a multiple of " + of + " (" + divisor + ")", config.path(key));
        return value;
    }

    double above(String key, double usual, double most) {
        double value = number(key, usual);
        require(value > 0 && value <= most, key, "above 0 and at most " + most, config.path(key));
        return value;
    }

    double number(String key) {
        JsonNode value = config.path(key);
        require(value.isNumber(), key, "a number", value);
        return value.doubleValue();
    }

    double number(String key, double usual) {
        return has(key) ? number(key) : usual;
    }

    boolean bool(String key, boolean usual) {
        JsonNode value = config.path(key);
        require(value.isBoolean() || !has(key), key, "true or false", value);
        return value.asBoolean(usual);
    }

    /** A part of the config with keys of its own. */
    Keys object(String key) {
        require(config.path(key).isObject(), key, "an object", config.path(key));
        return new Keys(file, (ObjectNode) config.path(key));
    }

    void allow(String key, boolean wanted) {
        require(bool(key, wanted) == wanted, key, wanted + ", the only choice that is computed here", config.path(key));
    }

    /** From 0, which it is when left out. */
    int whole(String key, int most) {
        JsonNode value = config.path(key);
        require(!has(key) || value.isInt() && value.intValue() >= 0 && value.intValue() <= most, key,
                "a whole number from 0 to " + most, value);
        return value.asInt(0);
    }

    /** What the text of a key stands for. */
    <T> T choice(String key, String usual, Map<String, T> known) {
        JsonNode value = config.path(key);
        T found = known.get(value.asText(usual));
        require(found != null, key, "one of " + known.keySet() + ", the forms that are computed here", value);
        return found;
    }

    void require(boolean met, String key, String wanted, JsonNode came) {
        if (!met) {
            throw new CheckpointException(file + ": " + key + " must be " + wanted + ", got " + describe(came));
        }
    }
}
