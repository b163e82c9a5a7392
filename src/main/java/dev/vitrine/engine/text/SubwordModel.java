package dev.vitrine.engine.text;

import java.util.List;

/** Cuts a piece of text, such as a word, into the tokens of its vocabulary. */
interface SubwordModel {
    /** Ids of a piece that is not empty. */
    int[] cut(String piece);

    /** Tokens in the order of their ids; null where an id has none. */
    List<String> tokens();

    /** Id of a token as the vocabulary spells it, or -1. */
    int id(String token);

    /** Id that stands for what the vocabulary lacks; -1 if there is none. */
    int unknownId();
}
