package dev.vitrine.engine.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of n neighbours and how often each occurs. */
final class NGrams {
    private NGrams() {
    }

    /** Of words, which hold no space: the words of a run are joined by one. */
    static Map<String, Integer> ofWords(List<String> words, int n) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= words.size(); i++) {
            counts.merge(String.join(" ", words.subList(i, i + n)), 1, Integer::sum);
        }
        return counts;
    }

    /** Of characters: code points. */
    static Map<String, Integer> ofCharacters(String text, int n) {
        int[] characters = text.codePoints().toArray();
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= characters.length; i++) {
            counts.merge(new String(characters, i, n), 1, Integer::sum);
        }
        return counts;
    }

    static long total(Map<String, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** How many of some runs are among others, each as often as it is there at most. */
    static long matched(Map<String, Integer> counts, Map<String, Integer> most) {
        return counts.entrySet().stream().mapToLong(e -> Math.min(e.getValue(), most.getOrDefault(e.getKey(), 0))).sum();
    }
}
