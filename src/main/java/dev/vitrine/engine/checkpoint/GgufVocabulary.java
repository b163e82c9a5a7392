package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.engine.text.CharTokenizer;
import dev.vitrine.engine.text.SubwordTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tokenizer in the words of llama.cpp, as far as it has any: byte-level BPE is its "gpt2"; characters are its "llama" with nothing to merge,
 * where a space is written ▁. Of others the file has none, and takes token ids only.
 */
final class GgufVocabulary {
    private static final String KEY = "tokenizer.ggml.";
    private static final String SPACE = "\u2581";

    // kinds of tokens
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;

    /** How Llama 3 cuts a text before it merges. */
    private static final String LLAMA3 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private final GgufFile file;
    private final int size;
    private final List<String> tokens;
    private final List<Integer> kinds;

    private GgufVocabulary(GgufFile file, int size) {
        this.file = file;
        this.size = size;
        tokens = new ArrayList<>(Collections.nCopies(size, null));
        kinds = new ArrayList<>(Collections.nCopies(size, UNUSED));
    }

    /** @return what a person should know; empty for nothing */
    static String write(Optional<Tokenizer> tokenizer, int size, String json, GgufFile file) {
        JsonNode root = json(json);
        String cutter = tokenizer.isPresent() && tokenizer.get() instanceof SubwordTokenizer ? cutter(root) : "";
        if (tokenizer.isPresent() && tokenizer.get() instanceof CharTokenizer characters) {
            new GgufVocabulary(file, size).characters(root, characters);
        } else if (!cutter.isEmpty()) {
            new GgufVocabulary(file, size).byteLevel(root, (SubwordTokenizer) tokenizer.get(), cutter);
        } else {
            file.text(KEY + "model", "none");
            return "llama.cpp has no tokenizer of this kind, so the file takes token ids only";
        }
        return "";
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tokenizer that was written is JSON", e);
        }
    }

    /** What llama.cpp calls the way that a text is cut into words whose bytes are merged; empty where it has no such way. */
    private static String cutter(JsonNode root) {
        JsonNode cutter = root.path("pre_tokenizer");
        boolean merges = root.path("model").path("type").asText().equals("BPE") && !root.hasNonNull("normalizer");
        if (merges && cutter.path("type").asText().equals("ByteLevel")) {
            return !cutter.path("add_prefix_space").asBoolean() && cutter.path("use_regex").asBoolean(true) ? "gpt-2" : "";
        }
        JsonNode parts = cutter.path("pretokenizers");
        boolean two = merges && parts.size() == 2 && parts.get(1).path("type").asText().equals("ByteLevel")
                && !parts.get(1).path("add_prefix_space").asBoolean() && !parts.get(1).path("use_regex").asBoolean(true);
        return two && parts.get(0).path("pattern").path("Regex").asText().equals(LLAMA3) ? "llama-bpe" : "";
    }

    private void characters(JsonNode root, Tokenizer tokenizer) {
        tokens(root.path("model").path("vocab"), tokenizer);
        tokens.replaceAll(token -> token.replace(" ", SPACE));
        kinds.set(tokenizer.unknownId(), UNKNOWN);
        file.text(KEY + "model", "llama");
        common(tokenizer.endId(), true);
        file.numbers(KEY + "scores", Collections.nCopies(size, 0f));
        file.whole(KEY + "unknown_token_id", tokenizer.unknownId());
        file.flag(KEY + "add_space_prefix", false);
    }

    private void byteLevel(JsonNode root, SubwordTokenizer tokenizer, String cutter) {
        tokens(root.path("model").path("vocab"), tokenizer);
        for (JsonNode added : root.path("added_tokens")) {
            tokens.set(added.path("id").intValue(), added.path("content").textValue());
            kinds.set(added.path("id").intValue(), added.path("special").asBoolean() ? CONTROL : USER_DEFINED);
        }
        List<String> merges = new ArrayList<>();
        root.path("model").path("merges").forEach(pair -> merges.add(pair.get(0).textValue() + " " + pair.get(1).textValue()));
        int[] begin = tokenizer.hasOwnBegin() ? tokenizer.begun("") : new int[] {tokenizer.endId()};
        file.text(KEY + "model", "gpt2");
        file.text(KEY + "pre", cutter);
        common(begin.length > 0 ? begin[0] : tokenizer.endId(), begin.length > 0 && begin[0] >= 0);
        file.texts(KEY + "merges", merges);
    }

    private void tokens(JsonNode vocabulary, Tokenizer tokenizer) {
        for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
            tokens.set(entry.getValue().intValue(), entry.getKey());
            kinds.set(entry.getValue().intValue(), NORMAL);
        }
        for (int id = 0; id < size; id++) {
            if (tokens.get(id) == null) {
                tokens.set(id, "[PAD" + id + "]");
            }
        }
        if (tokenizer.endId() >= 0) {
            kinds.set(tokenizer.endId(), CONTROL);
            file.whole(KEY + "eos_token_id", tokenizer.endId());
        }
    }

    private void common(int begin, boolean begins) {
        file.texts(KEY + "tokens", tokens);
        file.wholes(KEY + "token_type", kinds);
        if (begin >= 0) {
            file.whole(KEY + "bos_token_id", begin);
        }
        file.flag(KEY + "add_bos_token", begins);
        file.flag(KEY + "add_eos_token", false);
    }
}
