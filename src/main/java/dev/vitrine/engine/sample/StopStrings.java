package dev.vitrine.engine.sample;

import dev.vitrine.engine.text.Tokenizer;
import java.util.Arrays;
import java.util.List;

/** Ends a text where one of some strings has been written, be it across the borders of tokens. What stands before it stays. */
public final class StopStrings implements Ending {
    /** What a text that is not whole yet may end with: a character of which bytes are missing. */
    private static final char BROKEN = '\uFFFD';
    /** Most tokens of a character: its bytes. */
    private static final int TOKENS_OF_A_CHARACTER = 4;

    private final Tokenizer tokenizer;
    private final int endId;
    private final List<String> stops;
    private final int tail;   // so many last tokens hold every stop that the newest could have finished

    /** @param endId of the token that ends a text, too, or -1 */
    public StopStrings(Tokenizer tokenizer, int endId, List<String> stops) {
        if (stops.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a stop string must have at least one character, got none");
        }
        this.tokenizer = tokenizer;
        this.endId = endId;
        this.stops = List.copyOf(stops);
        tail = TOKENS_OF_A_CHARACTER * (stops.stream().mapToInt(String::length).max().orElse(0) + 2);
    }

    @Override
    public int endId() {
        return endId;
    }

    @Override
    public boolean over(TextSoFar text) {
        int from = Math.max(text.prompt(), text.length() - tail);
        return !stops.isEmpty() && first(tokenizer.decode(Arrays.copyOfRange(text.ids(), from, text.length()))) >= 0;
    }

    /** Where the first stop begins, or -1. */
    private int first(String text) {
        int first = -1;
        for (String stop : stops) {
            int at = text.indexOf(stop);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }
        return first;
    }

    /** The text before the first stop. */
    public String cut(String text) {
        int at = first(text);
        return at < 0 ? text : text.substring(0, at);
    }

    /** As much of a text that is being written as can be shown: not what a stop may begin with, nor half a character. */
    public String shown(String text) {
        String whole = cut(text);
        if (whole.length() < text.length()) {
            return whole;
        }
        int end = whole.length();
        while (end > 0 && whole.charAt(end - 1) == BROKEN) {
            end--;
        }
        for (int from = Math.max(0, end - tail); from < end; from++) {
            String rest = whole.substring(from, end);
            if (stops.stream().anyMatch(stop -> stop.startsWith(rest))) {
                return whole.substring(0, from);
            }
        }
        return whole.substring(0, end);
    }
}
