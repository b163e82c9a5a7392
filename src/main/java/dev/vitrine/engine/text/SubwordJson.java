package dev.vitrine.engine.text;

import static dev.vitrine.engine.InputFiles.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.text.AddedTokens.Added;
import dev.vitrine.engine.text.Bpe.Merge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and writes the tokenizers of a tokenizer.json that are made of a model and parts around it. */
final class SubwordJson {
    private static final int MOST_IDS = 1 << 24;
    private static final String VOCAB = "vocab";
    private static final String MERGES = "merges";
    private static final Map<String, Function<FileParts, SubwordModel>> MODELS = new TreeMap<>(Map.of(
            "BPE", SubwordJson::bpe,
            "WordPiece", SubwordJson::wordPiece,
            "WordLevel", SubwordJson::wordLevel));

    private SubwordJson() {
    }

    static SubwordTokenizer read(String file, JsonNode json) {
        if (!(json instanceof ObjectNode root)) {
            throw new InputException(file + " must hold an object, got " + describe(json) + "; use a tokenizer.json");
        }
        FileParts all = new FileParts(file, "", root);
        FileParts part = all.at("model");
        if (!part.json().isObject()) {
            throw part.refused("an object");
        }
        String type = type(part.json());
        if (!MODELS.containsKey(type)) {
            throw new InputException(file + ": model.type must be one of " + MODELS.keySet() + ", got " + describe(part.json().path("type"))
                    + "; use a tokenizer.json of a kind that is read here");
        }
        try {
            SubwordModel model = MODELS.get(type).apply(part);
            ObjectNode frame = root.deepCopy();
            ((ObjectNode) frame.get("model")).without(List.of(VOCAB, MERGES));
            SubwordTokenizer tokenizer = new SubwordTokenizer(file, frame, model, added(all.at("added_tokens"), model));
            if (tokenizer.vocabSize() == 0) {
                throw part.at(VOCAB).refused("a vocabulary of at least one token");
            }
            return tokenizer;
        } catch (InputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage() + "; restore the file", e);
        }
    }

    /** Older files have no type. */
    private static String type(JsonNode model) {
        if (model.has("type")) {
            return model.path("type").asText();
        }
        return model.has(MERGES) ? "BPE" : model.has("max_input_chars_per_word") ? "WordPiece" : "";
    }

    private static SubwordModel bpe(FileParts part) {
        if (!part.at("dropout").isNothing() && part.at("dropout").json().asDouble() != 0) {
            throw part.at("dropout").refused("null, as with dropout a text has no ids of its own");
        }
        Bpe.Options options = new Bpe.Options(part.text("unk_token", null), part.text("continuing_subword_prefix", ""),
                part.text("end_of_word_suffix", ""), part.flag("fuse_unk", false), part.flag("byte_fallback", false),
                part.flag("ignore_merges", false));
        List<Merge> merges = new ArrayList<>();
        for (FileParts merge : part.at(MERGES).elements()) {
            merges.add(merge(part.at(MERGES), merge.json(), merges.size()));
        }
        return new Bpe(tokens(part), merges, options);
    }

    /** A pair, or both parts in a string with a space between. */
    private static Merge merge(FileParts merges, JsonNode json, int rank) {
        String[] parts = {};
        if (json.isTextual()) {
            parts = json.textValue().split(" ", -1);
        } else if (json.isArray() && json.size() == 2 && json.get(0).isTextual() && json.get(1).isTextual()) {
            parts = new String[] {json.get(0).textValue(), json.get(1).textValue()};
        }
        if (parts.length != 2) {
            throw new InputException(merges.file() + ": " + merges.path() + "[" + rank + "] must be two tokens, got " + describe(json)
                    + (json.isArray() ? " of " + json.size() : "") + "; restore the file");
        }
        return new Merge(parts[0], parts[1]);
    }

    private static SubwordModel wordPiece(FileParts part) {
        return new WordPiece(tokens(part), part.text("unk_token", "[UNK]"), part.text("continuing_subword_prefix", "##"),
                part.whole("max_input_chars_per_word", 1, 100));
    }

    private static SubwordModel wordLevel(FileParts part) {
        return new WordLevel(tokens(part), part.text("unk_token", "<unk>"));
    }

    private static List<String> tokens(FileParts model) {
        FileParts part = model.at(VOCAB);
        if (!part.json().isObject()) {
            throw part.refused("an object of tokens and ids");
        }
        String[] tokens = new String[part.json().size()];
        for (Map.Entry<String, JsonNode> entry : part.json().properties()) {
            FileParts id = new FileParts(part.file(), part.path() + "[\"" + entry.getKey() + "\"]", entry.getValue());
            int number = id.whole(0);
            if (number >= MOST_IDS) {
                throw id.refused("an id below " + MOST_IDS);
            }
            if (number >= tokens.length) {
                tokens = Arrays.copyOf(tokens, Math.min(MOST_IDS, Math.max(number + 1, 2 * tokens.length)));
            }
            if (tokens[number] != null) {
                throw id.refused("an id of its own, as " + number + " is '" + tokens[number] + "'");
            }
            tokens[number] = entry.getKey();
        }
        int size = tokens.length;
        while (size > 0 && tokens[size - 1] == null) {
            size--;
        }
        return Arrays.asList(tokens).subList(0, size);
    }

    /** A token that the model has keeps the model's id. */
    private static List<Added> added(FileParts part, SubwordModel model) {
        List<Added> all = new ArrayList<>();
        for (FileParts one : part.isNothing() ? List.<FileParts>of() : part.elements()) {
            String content = one.at("content").text();
            int id = one.at("id").whole(0);
            if (id >= MOST_IDS) {
                throw one.at("id").refused("an id below " + MOST_IDS);
            }
            if (!content.isEmpty()) {
                all.add(new Added(model.id(content) >= 0 ? model.id(content) : id, content, one.flag("single_word", false),
                        one.flag("lstrip", false), one.flag("rstrip", false), one.flag("normalized", !one.flag("special", false)),
                        one.flag("special", false)));
            }
        }
        return all;
    }

    static String write(SubwordTokenizer tokenizer) {
        ObjectNode root = tokenizer.frame().deepCopy();
        ObjectNode model = (ObjectNode) root.get("model");
        ObjectNode entries = model.putObject(VOCAB);
        List<String> tokens = tokenizer.model().tokens();
        for (int id = 0; id < tokens.size(); id++) {
            if (tokens.get(id) != null) {
                entries.put(tokens.get(id), id);
            }
        }
        if (tokenizer.model() instanceof Bpe bpe) {
            ArrayNode merges = model.putArray(MERGES);
            bpe.merges().forEach(merge -> merges.addArray().add(merge.left()).add(merge.right()));
        }
        return root.toPrettyString() + "\n";
    }
}
