package dev.vitrine.engine.text;

import java.util.List;

/** Text to ids and back. Immutable, so that any thread may use it. */
public interface Tokenizer {
    int vocabSize();

    /** Ids of a text. Adds no special token by itself, but a literal {@code </s>} or {@code <unk>} is that token. */
    int[] encode(String text);

    /** The text of some ids; special tokens are left out.
     *  @param ids not modified */
    String decode(int[] ids);

    /** One token for display: a space is seen as ␣, a new line as ⏎, a tab as ⇥. */
    String token(int id);

    /** {@code </s>}: starts and ends every line; -1 where nothing does. */
    int endId();

    /** {@code <unk>}, or what else stands for every piece that the vocabulary lacks. */
    int unknownId();

    /** The distinct pieces of a text that encode to {@code <unk>}, in order of appearance, for messages. */
    List<String> unknown(String text);
}
