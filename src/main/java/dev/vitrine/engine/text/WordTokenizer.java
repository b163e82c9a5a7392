package dev.vitrine.engine.text;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Words and punctuation, each with the space before it: "Earth's end." is [Earth's][␣end][.]. White space is normalised
 * (none outside, runs become one space); apart from that a text that it was trained on comes back as it was.
 *
 * <p>Apostrophes and hyphens inside a word belong to it (don't, well-known), a point or comma between digits too (3.14).
 * A piece that the vocabulary lacks is looked up again without its space, or with one, before it is {@code <unk>}: a
 * prompt may start with a word that was only seen in the middle of a line.
 */
public final class WordTokenizer extends PieceTokenizer {
    private static final String LETTERS = "[\\p{L}\\p{M}\\p{N}_]+";

    /** The rule in tokenizer.json. */
    static final String PATTERN = pattern("*");

    /** Possessive, as Java's greedy group loop recurses and overflows on a very long word. It matches the same. */
    private static final Pattern PIECE = Pattern.compile(pattern("*+"), Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern OUTER_SPACE = Pattern.compile("^ | $");

    WordTokenizer(Vocabulary vocabulary) {
        super(vocabulary);
    }

    /** @param texts not modified */
    public static WordTokenizer train(List<String> texts) {
        return train(texts, TokenizerSettings.UNLIMITED, TokenizerProgress.SILENT);
    }

    /** @param texts not modified */
    static WordTokenizer train(Iterable<String> texts, TokenizerSettings settings, TokenizerProgress progress) {
        return new WordTokenizer(Vocabulary.learn(texts, WordTokenizer::cut, settings, progress));
    }

    /** No white space outside, single spaces inside: what a text looks like after a round trip. */
    public static String normalise(String text) {
        return OUTER_SPACE.matcher(SPACES.matcher(text).replaceAll(" ")).replaceAll("");
    }

    @Override
    List<String> pieces(String stretch) {
        return cut(stretch);
    }

    @Override
    int id(String piece) {
        int id = super.id(piece);
        return id != Vocabulary.UNKNOWN_ID ? id : super.id(piece.startsWith(" ") ? piece.substring(1) : " " + piece);
    }

    private static List<String> cut(String stretch) {
        return PIECE.matcher(normalise(stretch)).results().map(MatchResult::group).toList();
    }

    /** @param repeat how often a word goes on after an inner sign */
    private static String pattern(String repeat) {
        return " ?(?:" + LETTERS + "(?:['’-]" + LETTERS + "|(?<=\\p{N})[.,](?=\\p{N})" + LETTERS + ")" + repeat + "|\\S)";
    }
}
