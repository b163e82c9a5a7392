package dev.vitrine.engine.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.text.AddedTokens.Added;
import dev.vitrine.engine.text.BpeTrainer.Learned;
import java.util.List;
import java.util.stream.IntStream;

/** Trains tokenizers whose words are cut into parts, with the settings that they are usually used with. */
final class SubwordTraining {
    static final String END_OF_TEXT = "<|endoftext|>";
    static final String UNKNOWN = "[UNK]";
    private static final List<String> BPE_SPECIAL = List.of(END_OF_TEXT);
    private static final List<String> WORDPIECE_SPECIAL = List.of("[PAD]", UNKNOWN, "[CLS]", "[SEP]", "[MASK]");
    private static final String PREFIX = "##";
    private static final int MOST_LETTERS = 100;
    private static final String SOURCE = "a new tokenizer";

    private SubwordTraining() {
    }

    /** Byte-level BPE as GPT-2 has it: every text can be written in it, as each byte is a token. */
    static Tokenizer bpe(Iterable<String> texts, TokenizerSettings settings, TokenizerProgress progress) {
        List<String> special = settings.specialOr(BPE_SPECIAL);
        ObjectNode frame = frame(special);
        frame.putNull("normalizer").set("pre_tokenizer", byteLevel(false));
        frame.putNull("post_processor").set("decoder", byteLevel(true));
        frame.set("model", node("BPE").putNull("dropout").putNull("unk_token").putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix").put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false));
        List<String> alphabet = IntStream.range(0, ByteAlphabet.BYTES).mapToObj(b -> Character.toString(ByteAlphabet.letter(b))).toList();
        WordCounts words = WordCounts.of(texts, text -> ByteLevelWords.cut(new Piece(text, 0, text.length())).stream()
                .map(piece -> ByteAlphabet.spell(piece.text())).toList(), progress);
        Learned learned = BpeTrainer.learn(words, special, alphabet, "", settings, progress);
        return new SubwordTokenizer(SOURCE, frame, new Bpe(learned.tokens(), learned.merges(), Bpe.Options.PLAIN), added(special));
    }

    /** WordPiece as BERT has it, with capitals and accents. */
    static Tokenizer wordPiece(Iterable<String> texts, TokenizerSettings settings, TokenizerProgress progress) {
        List<String> special = settings.specialOr(WORDPIECE_SPECIAL);
        if (!special.contains(UNKNOWN)) {
            throw new IllegalArgumentException("the special tokens of wordpiece must hold " + UNKNOWN + ", got " + special);
        }
        ObjectNode frame = frame(special);
        frame.set("normalizer", node("BertNormalizer").put("clean_text", true).put("handle_chinese_chars", true)
                .put("strip_accents", false).put("lowercase", false));
        frame.set("pre_tokenizer", node("BertPreTokenizer"));
        frame.putNull("post_processor").set("decoder", node("WordPiece").put("prefix", PREFIX).put("cleanup", true));
        frame.set("model", node("WordPiece").put("unk_token", UNKNOWN).put("continuing_subword_prefix", PREFIX)
                .put("max_input_chars_per_word", MOST_LETTERS));
        Normalizer normalizer = Normalizers.of(new FileParts(SOURCE, "normalizer", frame.get("normalizer")));
        WordCounts words = WordCounts.of(texts, text -> {
            String normal = normalizer.normalize(text);
            return PreTokenizers.bert(new Piece(normal, 0, normal.length())).stream().map(Piece::text).toList();
        }, progress);
        Learned learned = BpeTrainer.learn(words, special, List.of(), PREFIX, settings, progress);
        return new SubwordTokenizer(SOURCE, frame, new WordPiece(learned.tokens(), UNKNOWN, PREFIX, MOST_LETTERS), added(special));
    }

    private static ObjectNode frame(List<String> special) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", "1.0").putNull("truncation").putNull("padding");
        root.putArray("added_tokens").addAll(IntStream.range(0, special.size()).mapToObj(i -> TokenizerJson.special(i, special.get(i))).toList());
        return root;
    }

    private static List<Added> added(List<String> special) {
        return IntStream.range(0, special.size()).mapToObj(i -> Added.special(i, special.get(i))).toList();
    }

    private static ObjectNode byteLevel(boolean space) {
        return node("ByteLevel").put("add_prefix_space", space).put("trim_offsets", true).put("use_regex", true);
    }

    private static ObjectNode node(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
