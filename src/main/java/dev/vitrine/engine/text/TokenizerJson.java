package dev.vitrine.engine.text;

import static dev.vitrine.engine.InputFiles.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tokenizers as Hugging Face's tokenizer.json, version 1.0. Characters and words are a WordLevel model behind a Split by regular
 * expression. That library then gives the same ids for every text whose pieces are all in the vocabulary; it does not retry an unknown
 * word without its space, as {@link WordTokenizer} does. The symbols of a puzzle have padding as their only special token.
 */
public final class TokenizerJson {
    private static final int LIMIT = 256 << 20;
    private static final List<String> FIXED = List.of("normalizer", "pre_tokenizer", "post_processor", "decoder");

    private TokenizerJson() {
    }

    public static String write(Tokenizer tokenizer) {
        return switch (tokenizer) {
            case CharTokenizer chars -> written(frame(CharTokenizer.PATTERN, false), chars.vocabulary().tokens());
            case WordTokenizer words -> written(frame(WordTokenizer.PATTERN, true), words.vocabulary().tokens());
            case SubwordTokenizer subwords -> SubwordJson.write(subwords);
            case SymbolTokenizer symbols -> written(symbolFrame(), symbolTokens(symbols.symbols()));
            default -> throw new IllegalArgumentException("tokenizer.json is not written for " + tokenizer.getClass().getSimpleName());
        };
    }

    private static String written(ObjectNode root, List<String> tokens) {
        ObjectNode entries = ((ObjectNode) root.get("model")).putObject("vocab");
        tokens.forEach(token -> entries.put(token, entries.size()));
        return root.toPrettyString() + "\n";
    }

    /** What {@link #write} wrote, and files of other makers whose parts are known here.
     *  @throws InputException saying what is wrong with the file */
    public static Tokenizer read(Path file) {
        String name = file.toString();
        return read(name, InputFiles.json(name, InputFiles.utf8(name, InputFiles.bytes(file, "a tokenizer.json", LIMIT))));
    }

    /** @param name what messages call the file
     *  @param root what it holds, not modified */
    public static Tokenizer read(String name, JsonNode root) {
        expect(name, "version", "\"1.0\"", root.path("version"), root.path("version").asText().equals("1.0"));
        JsonNode pattern = root.path("pre_tokenizer").path("pattern").path("Regex");
        boolean chars = pattern.asText().equals(CharTokenizer.PATTERN);
        boolean level = root.path("model").path("type").asText().equals("WordLevel");
        if (level && root.path("model").path("unk_token").asText().equals(SymbolTokenizer.PAD)) {
            return symbols(name, root);
        }
        if (!level || !chars && !pattern.asText().equals(WordTokenizer.PATTERN)) {
            return SubwordJson.read(name, root);
        }
        checkFrame(name, root, chars ? frame(CharTokenizer.PATTERN, false) : frame(WordTokenizer.PATTERN, true),
                "exactly <unk> as 0 and </s> as 1");
        JsonNode unknown = root.path("model").path("unk_token");
        expect(name, "model.unk_token", "\"<unk>\"", unknown, unknown.asText().equals(Vocabulary.UNKNOWN));
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

    static ObjectNode special(int id, String token) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("content", token).put("single_word", false)
                .put("lstrip", false).put("rstrip", false).put("normalized", false).put("special", true);
    }

    private static ObjectNode node(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode symbolFrame() {
        ObjectNode root = frame(CharTokenizer.PATTERN, false);
        root.putArray("added_tokens").add(special(0, SymbolTokenizer.PAD));
        ((ObjectNode) root.get("model")).put("unk_token", SymbolTokenizer.PAD);
        return root;
    }

    private static List<String> symbolTokens(String symbols) {
        List<String> tokens = new ArrayList<>(List.of(SymbolTokenizer.PAD));
        symbols.chars().forEach(c -> tokens.add(Character.toString(c)));
        return tokens;
    }

    private static Tokenizer symbols(String file, JsonNode root) {
        checkFrame(file, root, symbolFrame(), "exactly <pad> as 0");
        List<String> tokens = tokens(file, root.path("model"));
        try {
            SymbolTokenizer tokenizer = new SymbolTokenizer(String.join("", tokens.subList(Math.min(1, tokens.size()), tokens.size())));
            if (tokens.equals(symbolTokens(tokenizer.symbols()))) {
                return tokenizer;
            }
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage() + "; restore the file", e);
        }
        throw new InputException(file + ": model.vocab must be <pad> and then symbols of one character; restore the file");
    }

    private static void checkFrame(String file, JsonNode root, ObjectNode wanted, String added) {
        for (String key : FIXED) {
            JsonNode came = root.path(key);
            boolean equal = wanted.get(key).isNull() ? came.isNull() || came.isMissingNode() : came.equals(wanted.get(key));
            expect(file, key, wanted.get(key).toString(), came, equal);
        }
        expect(file, "added_tokens", added, root.path("added_tokens"),
                root.path("added_tokens").equals(wanted.get("added_tokens")));
    }

    private static Vocabulary vocabulary(String file, JsonNode model) {
        try {
            return new Vocabulary(tokens(file, model));
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage() + "; train the tokenizer again", e);
        }
    }

    private static List<String> tokens(String file, JsonNode model) {
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
        return List.of(tokens);
    }

    private static void expect(String file, String key, String wanted, JsonNode came, boolean met) {
        if (!met) {
            throw new InputException(file + ": " + key + " must be " + wanted + ", got " + describe(came)
                    + "; use a tokenizer.json of Hugging Face's tokenizers, or one saved here");
        }
    }
}
