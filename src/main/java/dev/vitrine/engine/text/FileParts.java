package dev.vitrine.engine.text;

import static dev.vitrine.engine.InputFiles.describe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads the parts of a tokenizer.json: an object with a type each. Refusals say where, what was wanted and what came.
 *
 * @param file  named in messages
 * @param path  of the part in the file, such as {@code pre_tokenizer}
 * @param json  the part
 */
record FileParts(String file, String path, JsonNode json) {
    FileParts at(String key) {
        return new FileParts(file, path.isEmpty() ? key : path + "." + key, json.path(key));
    }

    boolean isNothing() {
        return json.isNull() || json.isMissingNode();
    }

    boolean isType(String type) {
        return json.path("type").asText().equals(type);
    }

    InputException refused(String wanted) {
        return new InputException(file + ": " + path + " must be " + wanted + ", got " + describe(json)
                + "; use a tokenizer.json of a kind that is read here");
    }

    /** The elements of an array. */
    List<FileParts> elements() {
        if (!json.isArray()) {
            throw refused("an array");
        }
        List<FileParts> all = new ArrayList<>();
        for (JsonNode element : json) {
            all.add(new FileParts(file, path + "[" + all.size() + "]", element));
        }
        return all;
    }

    String text() {
        if (!json.isTextual()) {
            throw refused("a string");
        }
        return json.textValue();
    }

    String text(String key, String otherwise) {
        return at(key).isNothing() ? otherwise : at(key).text();
    }

    boolean flag(String key, boolean otherwise) {
        FileParts part = at(key);
        if (part.isNothing()) {
            return otherwise;
        }
        if (!part.json.isBoolean()) {
            throw part.refused("true or false");
        }
        return part.json.booleanValue();
    }

    int whole(int least) {
        if (!json.isIntegralNumber() || !json.canConvertToInt() || json.intValue() < least) {
            throw refused("a whole number from " + least);
        }
        return json.intValue();
    }

    int whole(String key, int least, int otherwise) {
        return at(key).isNothing() ? otherwise : at(key).whole(least);
    }

    /** What makes the part of a type; nothing where the part is null.
     *  @param kinds makers by type, not modified */
    <T> T made(Map<String, Function<FileParts, T>> kinds, T nothing) {
        if (isNothing()) {
            return nothing;
        }
        Function<FileParts, T> maker = kinds.get(json.path("type").asText());
        if (maker == null) {
            throw new InputException(file + ": " + path + ".type must be one of " + new TreeMap<>(kinds).keySet() + ", got "
                    + describe(json.path("type")) + "; use a tokenizer.json of a kind that is read here");
        }
        return maker.apply(this);
    }

    /** {@code {"String": ...}} or {@code {"Regex": ...}}. */
    Pattern pattern() {
        if (json.path("String").isTextual()) {
            return Pattern.compile(Pattern.quote(json.path("String").textValue()));
        }
        String regex = json.path("Regex").isTextual() ? json.path("Regex").textValue() : "";
        if (regex.isEmpty()) {
            throw refused("{\"String\": ...} or {\"Regex\": ...}");
        }
        try {
            return Pattern.compile(java(regex), Pattern.UNICODE_CHARACTER_CLASS);
        } catch (PatternSyntaxException e) {
            throw new InputException(file + ": " + path + " is no regular expression that is known here (" + e.getDescription()
                    + "); use a tokenizer.json of a kind that is read here", e);
        }
    }

    /** What Java writes otherwise than Oniguruma: scripts, a [ or && inside a class, a group that only groups. */
    private static String java(String regex) {
        StringBuilder out = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                out.append(c).append(regex.charAt(++i));
                if ((regex.charAt(i) == 'p' || regex.charAt(i) == 'P') && regex.startsWith("{", i + 1) && regex.indexOf('}', i) > 0) {
                    String name = regex.substring(i + 2, regex.indexOf('}', i));
                    i = regex.indexOf('}', i);
                    boolean not = name.startsWith("^");
                    String plain = not ? name.substring(1) : name;
                    if (not) {
                        out.setCharAt(out.length() - 1, 'P');
                    }
                    out.append('{').append(plain.length() > 2 && !plain.startsWith("Is") ? "Is" + plain : plain).append('}');
                }
            } else if (inside && c == '[' && !regex.startsWith("[:", i)) {
                out.append("\\[");
            } else if (inside && c == '&') {
                out.append("\\&");
            } else {
                inside = c == '[' || inside && c != ']';
                out.append(c);
            }
        }
        return out.toString();
    }
}
