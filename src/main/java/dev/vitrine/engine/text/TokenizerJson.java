package dev.vitrine.engine.text;

import static dev.vitrine.engine.InputFiles.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Tokenizers as Hugging Face's tokenizer.json, version 1.0: a WordLevel model behind a Split by regular expression. That
 * library then gives the same ids for every text whose pieces are all in the vocabulary; it does not retry an unknown
 * word without its space, as {@link WordTokenizer} does.
 */
public final class TokenizerJson {
    private static final int LIMIT = 256 << 20;
    private static final List<String> FIXED = List.of("normalizer", "pre_tokenizer", "post_processor", "decoder");

    private TokenizerJson() {
    }

    public static String write(Tokenizer tokenizer) {
        ObjectNode root = switch (tokenizer) {
            case CharTokenizer chars -> frame(CharTokenizer.PATTERN, false);
            case WordTokenizer words -> frame(WordTokenizer.PATTERN, true);
            default -> throw new IllegalArgumentException("tokenizer.json is written for char and word tokenizers, not for "
                    + tokenizer.getClass().getSimpleName());
        };
        Vocabulary vocabulary = ((PieceTokenizer) tokenizer).vocabulary();
        ObjectNode entries = ((ObjectNode) root.get("model")).putObject("vocab");
        vocabulary.tokens().forEach(token -> entries.put(token, entries.size()));
        return root.toPrettyString() + "\n";
    }

    /** @throws InputException saying what is wrong with the file, for anything but what {@link #write} wrote */
    public static Tokenizer read(Path file) {
        String name = file.toString();
        JsonNode root = InputFiles.json(name, InputFiles.utf8(name, InputFiles.bytes(file, "a tokenizer.json", LIMIT)));
        expect(name, "version", "\"1.0\"", root.path("version"), root.path("version").asText().equals("1.0"));
        JsonNode type = root.path("model").path("type");
        expect(name, "model.type", "\"WordLevel\"", type, type.asText().equals("WordLevel"));
        JsonNode pattern = root.path("pre_tokenizer").path("pattern").path("Regex");
        boolean chars = pattern.asText().equals(CharTokenizer.PATTERN);
        expect(name, "pre_tokenizer.pattern.Regex", "that of a char or word tokenizer", pattern,
                chars || pattern.asText().equals(WordTokenizer.PATTERN));
        checkFrame(name, root, chars ? frame(CharTokenizer.PATTERN, false) : frame(WordTokenizer.PATTERN, true));
        Vocabulary vocabulary = vocabulary(name, root.path("model"));
        return chars ? new CharTokenizer(vocabulary) : new WordTokenizer(vocabulary);
    }

    /** Everything but the vocabulary. */
    private static ObjectNode frame(String pattern, boolean normalised) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        root.putArray("added_tokens").add(special(Vocabulary.UNKNOWN_ID, Vocabulary.UNKNOWN))
                .add(special(Vocabulary.END_ID, Vocabulary.END));
        if (normalised) {
            ObjectNode replace = node("Replace").put("content", " ");
            replace.putObject("pattern").put("Regex", "\\s+");
            root.putObject("normalizer").put("type", "Sequence").putArray("normalizers").add(replace)
                    .add(node("Strip").put("strip_left", true).put("strip_right", true));
        } else {
            root.putNull("normalizer");
        }
        ObjectNode split = root.putObject("pre_tokenizer").put("type", "Split");
        split.putObject("pattern").put("Regex", pattern);
        split.put("behavior", "Isolated").put("invert", false);
        root.putNull("post_processor").set("decoder", node("Fuse"));
        root.set("model", node("WordLevel").put("unk_token", Vocabulary.UNKNOWN));
        return root;
    }

    private static ObjectNode special(int id, String token) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("content", token).put("single_word", false)
                .put("lstrip", false).put("rstrip", false).put("normalized", false).put("special", true);
    }

    private static ObjectNode node(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static void checkFrame(String file, JsonNode root, ObjectNode wanted) {
        for (String key : FIXED) {
            JsonNode came = root.path(key);
            boolean equal = wanted.get(key).isNull() ? came.isNull() || came.isMissingNode() : came.equals(wanted.get(key));
            expect(file, key, wanted.get(key).toString(), came, equal);
        }
        expect(file, "added_tokens", "exactly <unk> as 0 and </s> as 1", root.path("added_tokens"),
                root.path("added_tokens").equals(wanted.get("added_tokens")));
        JsonNode unknown = root.path("model").path("unk_token");
        expect(file, "model.unk_token", "\"<unk>\"", unknown, unknown.asText().equals(Vocabulary.UNKNOWN));
    }

    private static Vocabulary vocabulary(String file, JsonNode model) {
        JsonNode entries = model.path("vocab");
        expect(file, "model.vocab", "an object of tokens and ids", entries, entries.isObject());
        String[] tokens = new String[entries.size()];
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            JsonNode id = entry.getValue();
            String key = "model.vocab[\"" + entry.getKey() + "\"]";
            expect(file, key, "an id from 0 to " + (tokens.length - 1), id,
                    id.isInt() && id.intValue() >= 0 && id.intValue() < tokens.length);
            expect(file, key, "an id of its own", id, tokens[id.intValue()] == null);
            tokens[id.intValue()] = entry.getKey();
        }
        try {
            return new Vocabulary(List.of(tokens));
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage() + "; train the tokenizer again", e);
        }
    }

    private static void expect(String file, String key, String wanted, JsonNode came, boolean met) {
        if (!met) {
            throw new InputException(file + ": " + key + " must be " + wanted + ", got " + describe(came)
                    + "; use a file that was saved here from a char or word tokenizer");
        }
    }
}
