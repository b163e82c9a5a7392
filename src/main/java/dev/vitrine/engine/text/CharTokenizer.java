package dev.vitrine.engine.text;

import java.util.List;

/** One token a Unicode code point. What it was trained on comes back letter by letter, white space included. */
public final class CharTokenizer extends PieceTokenizer {
    /** The same rule for tokenizer.json. */
    static final String PATTERN = "[\\s\\S]";

    CharTokenizer(Vocabulary vocabulary) {
        super(vocabulary);
    }

    /** @param texts not modified */
    public static CharTokenizer train(List<String> texts) {
        return train(texts, TokenizerSettings.UNLIMITED, TokenizerProgress.SILENT);
    }

    /** @param texts not modified */
    static CharTokenizer train(Iterable<String> texts, TokenizerSettings settings, TokenizerProgress progress) {
        return new CharTokenizer(Vocabulary.learn(texts, CharTokenizer::cut, settings, progress));
    }

    @Override
    List<String> pieces(String stretch) {
        return cut(stretch);
    }

    private static List<String> cut(String stretch) {
        return stretch.codePoints().mapToObj(Character::toString).toList();
    }
}
