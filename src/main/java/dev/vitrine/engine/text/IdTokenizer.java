package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** For a model whose tokenizer is not known: a text is its token ids, numbers separated by white space. */
public final class IdTokenizer implements Tokenizer {
    private final int vocabulary;

    /** @param vocabulary V: ids are 0 to V - 1 */
    public IdTokenizer(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public int vocabSize() {
        return vocabulary;
    }

    /** What is no id of the vocabulary becomes {@link #unknownId}. */
    @Override
    public int[] encode(String text) {
        return words(text).stream().mapToInt(this::id).map(id -> id < 0 ? unknownId() : id).toArray();
    }

    private static List<String> words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }

    /** -1 for what is none. */
    private int id(String word) {
        try {
            int id = Integer.parseInt(word);
            return id >= 0 && id < vocabulary ? id : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    public String decode(int[] ids) {
        return IntStream.of(ids).mapToObj(this::token).collect(Collectors.joining(" "));
    }

    @Override
    public String token(int id) {
        if (id < 0 || id >= vocabulary) {
            throw new IllegalArgumentException("token " + id + " is not in the vocabulary, which has ids 0 to " + (vocabulary - 1));
        }
        return Integer.toString(id);
    }

    /** Each number is a token; the white space before it belongs to none. */
    @Override
    public List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        int at = 0;
        for (String word : words(text)) {
            int from = text.indexOf(word, at);
            at = from + word.length();
            spans.add(new Span(encode(word)[0], from, at));
        }
        return spans;
    }

    /** -1: there is none that is known. */
    @Override
    public int endId() {
        return -1;
    }

    /** The first id, as no other is known to stand for what is missing. */
    @Override
    public int unknownId() {
        return 0;
    }

    @Override
    public List<String> unknown(String text) {
        return List.copyOf(new LinkedHashSet<>(words(text).stream().filter(word -> id(word) < 0).toList()));
    }
}
