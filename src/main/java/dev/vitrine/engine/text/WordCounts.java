package dev.vitrine.engine.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each word of some texts occurs. */
final class WordCounts {
    private static final int OFTEN = 4096;

    private final Map<String, long[]> counts = new HashMap<>();

    /** @param cut pieces of a text */
    static WordCounts of(Iterable<String> texts, Cut cut, TokenizerProgress progress) {
        WordCounts counts = new WordCounts();
        long done = 0;
        for (String text : texts) {
            for (String word : cut.pieces(text)) {
                counts.counts.computeIfAbsent(word, w -> new long[1])[0]++;
            }
            if (++done % OFTEN == 0) {
                progress.tell(TokenizerProgress.Stage.COUNT, done, 0);
            }
        }
        progress.tell(TokenizerProgress.Stage.COUNT, done, done);
        return counts;
    }

    /** Cuts a text into words. */
    @FunctionalInterface
    interface Cut {
        /** None of them empty. */
        List<String> pieces(String text);
    }

    /** Each word once; the same texts give the same order. */
    List<Map.Entry<String, long[]>> entries() {
        return List.copyOf(counts.entrySet());
    }
}
