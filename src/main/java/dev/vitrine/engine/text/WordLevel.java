package dev.vitrine.engine.text;

import java.util.List;

/** Each piece is one token, or unknown. */
final class WordLevel implements SubwordModel {
    private final Lexicon lexicon;
    private final String unknown;

    /** @param tokens in the order of their ids; not modified */
    WordLevel(List<String> tokens, String unknown) {
        lexicon = new Lexicon(tokens);
        this.unknown = unknown;
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
    public int[] cut(String piece) {
        int id = lexicon.id(piece);
        return id >= 0 ? new int[] {id} : unknownId() >= 0 ? new int[] {unknownId()} : new int[0];
    }
}
