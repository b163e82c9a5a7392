package dev.vitrine.training;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A file of a run as it was written, YAML or JSON: its values, and the line of each dotted key. What YAML has beyond JSON
 * (anchors, aliases, tags, several documents) is refused: a config says each thing once, where it stands.
 *
 * @param source what messages begin with
 * @param json   the caller's own
 * @param lines  of keys and list elements, by their dotted paths; not modified
 */
record ConfigText(String source, ObjectNode json, Map<String, Integer> lines) {
    private static final int LIMIT = 1 << 20;
    private static final int DEPTH = 16;   // a config has 5
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");
    private static final Pattern STAGE = Pattern.compile("stage '([^']*)'");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** @throws InputException with the line, where the file is no object of keys and values */
    static ConfigText read(Path file) {
        ConfigFormat format = ConfigFormat.of(file);
        String source = file.toString();
        return read(source, InputFiles.utf8(source, InputFiles.bytes(file, "a YAML or JSON file of a run", LIMIT)), format);
    }

    static ConfigText read(String source, String text, ConfigFormat format) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        try (JsonParser parser = format == ConfigFormat.YAML ? new YAMLFactory().createParser(text) : new JsonFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                throw new InputException(source + " is empty, but a run was expected; write for example " + format.example());
            }
            JsonNode json = new Reader(source, parser, lines).value("", 0);
            if (parser.nextToken() != null) {
                throw new InputException(source + ", line " + line(parser) + ": something follows after the end of the run; a file holds one");
            }
            if (json instanceof ObjectNode object) {
                return new ConfigText(source, object, lines);
            }
            throw new InputException(source + " must hold an object, got " + InputFiles.describe(json) + "; write it as " + format.example());
        } catch (JsonProcessingException e) {
            throw invalid(source, format, e, e.getLocation() == null ? 0 : e.getLocation().getLineNr(), e.getOriginalMessage());
        } catch (IOException | YAMLException e) {
            throw invalid(source, format, e, 0, String.valueOf(e.getMessage()));
        }
    }

    /** A sentence about this file, with the line of the key that it speaks of where that stands in the file. */
    InputException wrong(String sentence, Throwable cause) {
        Integer line = lineOf(sentence);
        return new InputException(source + (line == null ? "" : ", line " + line) + ": " + sentence, cause);
    }

    /**
     * The key of a sentence is the one that it begins with, which may be a part of a dotted one, or what holds it where it is
     * missing; else the first dotted key that it names.
     */
    private Integer lineOf(String sentence) {
        Matcher words = WORD.matcher(sentence);
        for (boolean first = true; words.find(); first = false) {
            String word = words.group();
            if (first || word.contains(".") || sentence.startsWith("there is no key '")) {
                Integer line = first ? lineAround(word, sentence) : lines.get(word);
                if (line != null) {
                    return line;
                }
            }
        }
        return null;
    }

    private Integer lineAround(String word, String sentence) {
        for (String key = word; !key.isEmpty(); key = key.substring(0, Math.max(0, key.lastIndexOf('.')))) {
            if (lines.containsKey(key)) {
                return lines.get(key);
            }
        }
        Matcher stage = STAGE.matcher(sentence);
        String name = stage.find() ? stage.group(1) : null;
        return lines.keySet().stream().filter(key -> key.endsWith("." + word))
                .filter(key -> name == null || name.equals(json.at("/" + key.substring(0, key.length() - word.length()).replace('.', '/') + "name")
                        .asText(name))).findFirst().map(lines::get).orElse(null);
    }

    private static InputException invalid(String source, ConfigFormat format, Exception e, int line, String message) {
        String reason = message;
        int at = line;
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            reason = marked.getProblem();
            at = marked.getProblemMark().getLine() + 1;
        }
        String one = reason.replaceAll("\\s*\\(start marker at .*", "").replaceAll("\\s+", " ").strip();
        return new InputException(source + (at < 1 ? "" : ", line " + at) + ": this is not valid " + format + ": "
                + (one.length() > 160 ? one.substring(0, 160) + "..." : one) + "; correct it or restore the file", e);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    /** Builds the tree from the parser's tokens. */
    private record Reader(String source, JsonParser parser, Map<String, Integer> lines) {
        /** Of the token that the parser stands at. */
        JsonNode value(String path, int depth) throws IOException {
            plain();
            if (depth > DEPTH) {
                throw refused("more than " + DEPTH + " objects and lists stand in one another; a run has at most 5");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(path, depth);
                case START_ARRAY -> list(path, depth);
                case VALUE_STRING -> NODES.textNode(parser.getText());
                case VALUE_TRUE -> NODES.booleanNode(true);
                case VALUE_FALSE -> NODES.booleanNode(false);
                case VALUE_NUMBER_INT -> integer();
                case VALUE_NUMBER_FLOAT -> number(path);
                default -> NODES.nullNode();
            };
        }

        private ObjectNode object(String path, int depth) throws IOException {
            ObjectNode object = NODES.objectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                plain();
                String name = parser.currentName();
                String key = path.isEmpty() ? name : path + "." + name;
                if (name.contains(".")) {
                    throw refused("'" + name + "' is no name of a key; write each part of it on a level of its own");
                }
                if (object.has(name)) {
                    throw refused("the key '" + key + "' is given twice, first at line " + lines.get(key) + "; remove one");
                }
                lines.put(key, line(parser));
                parser.nextToken();
                object.set(name, value(key, depth + 1));
            }
            return object;
        }

        private ArrayNode list(String path, int depth) throws IOException {
            ArrayNode list = NODES.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String key = path + "." + list.size();
                lines.put(key, line(parser));
                list.add(value(key, depth + 1));
            }
            return list;
        }

        private JsonNode integer() throws IOException {
            return switch (parser.getNumberType()) {
                case INT -> NODES.numberNode(parser.getIntValue());
                case LONG -> NODES.numberNode(parser.getLongValue());
                default -> NODES.numberNode(parser.getBigIntegerValue());
            };
        }

        private JsonNode number(String path) throws IOException {
            String text = parser.getText();
            double value;
            try {
                value = Double.parseDouble(text.replace("_", ""));
            } catch (NumberFormatException e) {
                value = Double.NaN;   // .inf and .nan of YAML
            }
            if (!Double.isFinite(value)) {
                throw refused(path + " must be a finite number, got " + text);
            }
            return NODES.numberNode(value);
        }

        private void plain() throws IOException {
            if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                throw refused("the alias *" + parser.getText() + " is not read; write out what it stands for");
            }
            if (parser.getObjectId() != null) {
                throw refused("the anchor &" + parser.getObjectId() + " is not read; remove it and write out what refers to it");
            }
            if (parser.currentToken() != JsonToken.FIELD_NAME && parser.getTypeId() != null) {
                throw refused("the tag !" + parser.getTypeId() + " is not read; remove it");
            }
        }

        private InputException refused(String sentence) {
            return new InputException(source + ", line " + line(parser) + ": " + sentence);
        }
    }
}
