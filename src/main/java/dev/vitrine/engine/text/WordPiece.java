package dev.vitrine.engine.text;

import java.util.Arrays;
import java.util.List;

/**
 * WordPiece: of a word the longest beginning that is a token, then of the rest the longest beginning that is one with the prefix
 * {@code ##} before it, and so on; a word of which some rest has none is unknown as a whole. Wu et al. 2016, arXiv:1609.08144.
 */
final class WordPiece implements SubwordModel {
    private final Lexicon lexicon;
    private final String unknown;
    private final String prefix;
    private final int longest;
    private final int mostLetters;

    /** @param tokens      in the order of their ids; not modified
     *  @param prefix      of a token that goes on a word
     *  @param mostLetters a word of more code points is unknown */
    WordPiece(List<String> tokens, String unknown, String prefix, int mostLetters) {
        lexicon = new Lexicon(tokens);
        this.unknown = unknown;
        this.prefix = prefix;
        this.mostLetters = mostLetters;
        longest = tokens.stream().mapToInt(t -> t == null ? 0 : t.length()).max().orElse(0);
        lexicon.required(unknown, "unk_token");
    }

    String unknown() {
        return unknown;
    }

    String prefix() {
        return prefix;
    }

    int mostLetters() {
        return mostLetters;
    }

    @Override
    public List<String> tokens() {
        return lexicon.tokens();
    }

    @Override
    public int id(String token) {
        return lexicon.id(token);
    }

    @Override
    public int unknownId() {
        return lexicon.id(unknown);
    }

    @Override
    public int[] cut(String word) {
        if (word.codePointCount(0, word.length()) > mostLetters) {
            return new int[] {unknownId()};
        }
        int[] ids = new int[word.length()];
        int count = 0;
        for (int begin = 0; begin < word.length(); ) {
            String before = begin == 0 ? "" : prefix;
            int end = Math.min(word.length(), begin + Math.max(1, longest - before.length()));
            int id = -1;
            while (end > begin && id < 0) {
                id = lexicon.id(before + word.substring(begin, end));
                end = id < 0 ? word.offsetByCodePoints(end, -1) : end;
            }
            if (id < 0) {
                return new int[] {unknownId()};
            }
            ids[count++] = id;
            begin = end;
        }
        return Arrays.copyOf(ids, count);
    }
}
