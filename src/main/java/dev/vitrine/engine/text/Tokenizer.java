package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Text to ids and back. Immutable, so that any thread may use it. */
public interface Tokenizer {
    int vocabSize();

    /** Ids of a text. Adds no special token by itself, but one that stands in the text literally, such as {@code </s>}, is that token. */
    int[] encode(String text);

    /** The text of some ids; special tokens are left out.
     *  @param ids not modified */
    String decode(int[] ids);

    /** One token for display: a space is seen as ␣, a new line as ⏎, a tab as ⇥. */
    String token(int id);

    /** One token as the vocabulary spells it, such as Ġthe or ##ing. */
    default String entry(int id) {
        return token(id);
    }

    /** Each token of a text with its characters. Those of neighbours may overlap, where one character is bytes of both. */
    default List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        int at = 0;
        for (int id : encode(text)) {
            int end = Math.min(text.length(), at + decode(new int[] {id}).length());
            spans.add(new Span(id, at, end));
            at = end;
        }
        return spans;
    }

    /** The same vocabulary, whose encoding leaves a merge out whenever it is told so: BPE-dropout, Provilkov et al. 2020, arXiv:1910.13267.
     *  A tokenizer without merges is itself. */
    default Tokenizer droppingMerges(BooleanSupplier drops) {
        return this;
    }

    /** The special token that starts and ends every line, such as {@code </s>}; -1 where nothing does. */
    int endId();

    /** {@code <unk>}, or what else stands for every piece that the vocabulary lacks; -1 where it lacks none. */
    int unknownId();

    /** The distinct pieces of a text that encode to {@code <unk>}, in order of appearance, for messages. */
    List<String> unknown(String text);
}
