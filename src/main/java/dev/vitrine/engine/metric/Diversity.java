package dev.vitrine.engine.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How much the texts of a model differ in themselves and from one another; words by {@link Mteval13a}. */
public final class Diversity {
    private Diversity() {
    }

    /** distinct-n: the share of the runs of n words, of all texts, that are different ones. Li et al. 2016, arXiv:1510.03055.
     *  NaN where there is none. */
    public static double distinct(List<String> texts, int n) {
        Set<String> different = new HashSet<>();
        long all = 0;
        for (String text : texts) {
            Map<String, Integer> runs = NGrams.ofWords(Mteval13a.words(text), n);
            different.addAll(runs.keySet());
            all += NGrams.total(runs);
        }
        return all == 0 ? Double.NaN : (double) different.size() / all;
    }

    /** Self-BLEU: the mean of every text's {@link Bleu#ofSentence} with all others as its references, 0 to 100; the lower the
     *  more diverse. Zhu et al. 2018, arXiv:1802.01886. NaN of fewer than two texts. */
    public static double selfBleu(List<String> texts) {
        if (texts.size() < 2) {
            return Double.NaN;
        }
        List<List<String>> words = texts.stream().map(Mteval13a::words).toList();
        int[] lengths = words.stream().mapToInt(List::size).sorted().toArray();
        List<Map<String, Most>> most = new ArrayList<>();
        for (int n = 1; n <= Bleu.ORDER; n++) {
            most.add(most(words, n));
        }
        double sum = 0;
        for (List<String> one : words) {
            List<Map<String, Integer>> others = new ArrayList<>();
            for (int n = 1; n <= Bleu.ORDER; n++) {
                others.add(others(one, n, most.get(n - 1)));
            }
            Bleu bleu = new Bleu();
            bleu.add(one, others, closestOther(one.size(), lengths));
            sum += bleu.score(true).score();
        }
        return sum / texts.size();
    }

    /** The largest count of a run in one text, in how many texts it is that, and the next smaller one. */
    private record Most(int first, int texts, int second) {
        Most with(int count) {
            return count > first ? new Most(count, 1, first) : count == first ? new Most(first, texts + 1, second)
                    : new Most(first, texts, Math.max(second, count));
        }

        /** The largest in any text but one that has so many. */
        int without(int count) {
            return count == first && texts == 1 ? second : first;
        }
    }

    private static Map<String, Most> most(List<List<String>> words, int n) {
        Map<String, Most> most = new HashMap<>();
        for (List<String> one : words) {
            NGrams.ofWords(one, n).forEach((run, count) -> most.merge(run, new Most(count, 1, 0), (old, now) -> old.with(count)));
        }
        return most;
    }

    private static Map<String, Integer> others(List<String> one, int n, Map<String, Most> most) {
        Map<String, Integer> others = new HashMap<>();
        NGrams.ofWords(one, n).forEach((run, count) -> others.put(run, Objects.requireNonNull(most.get(run)).without(count)));
        return others;
    }

    /** Length of the text of the closest length, itself left out; of several the shortest.
     *  @param sorted ascending; not modified */
    private static int closestOther(int length, int[] sorted) {
        int at = Arrays.binarySearch(sorted, length);
        boolean twice = at > 0 && sorted[at - 1] == length || at < sorted.length - 1 && sorted[at + 1] == length;
        if (twice) {
            return length;
        }
        if (at == 0 || at == sorted.length - 1) {
            return sorted[at == 0 ? 1 : at - 1];
        }
        return length - sorted[at - 1] <= sorted[at + 1] - length ? sorted[at - 1] : sorted[at + 1];
    }
}
