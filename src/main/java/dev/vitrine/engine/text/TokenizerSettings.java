package dev.vitrine.engine.text;

import java.util.List;

/**
 * How a tokenizer is trained.
 *
 * @param vocabulary   most entries; special tokens and single letters are always there, and count
 * @param minFrequency a pair of neighbours that is rarer is not merged, a rarer word or character is no token
 * @param special      tokens that no text is cut into, first in the vocabulary; empty for the usual ones of the kind
 * @param letters      of wordpiece, such as ##e: letters inside words whose ids come first, as the order of ids decides between equally
 *                     frequent pairs; the others follow in the order of their code points
 */
public record TokenizerSettings(int vocabulary, int minFrequency, List<String> special, List<String> letters) {
    /** Every piece is a token. */
    public static final TokenizerSettings UNLIMITED = new TokenizerSettings(Integer.MAX_VALUE, 0, List.of());

    public TokenizerSettings {
        if (vocabulary < 1) {
            throw new IllegalArgumentException("the vocabulary must have at least 1 entry, got " + vocabulary);
        }
        if (minFrequency < 0) {
            throw new IllegalArgumentException("the least frequency must be at least 0, got " + minFrequency);
        }
        special = List.copyOf(special);
        letters = List.copyOf(letters);
        if (special.stream().anyMatch(String::isEmpty) || special.stream().distinct().count() != special.size()) {
            throw new IllegalArgumentException("special tokens must be distinct and not empty, got " + special);
        }
    }

    /** With letters in the order of their code points. */
    public TokenizerSettings(int vocabulary, int minFrequency, List<String> special) {
        this(vocabulary, minFrequency, special, List.of());
    }

    /** These special tokens, or others where none are given. */
    List<String> specialOr(List<String> usual) {
        return special.isEmpty() ? usual : special;
    }
}
