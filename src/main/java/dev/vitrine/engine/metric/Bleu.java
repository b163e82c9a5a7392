package dev.vitrine.engine.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * BLEU of a corpus: the geometric mean of the precisions p_n of its runs of n = 1..4 words, each run counted as often as it is
 * in one reference at most, times the brevity penalty BP = min(1, exp(1 - r / c)); c words were said, and r are those of each
 * segment's reference of the closest length. Papineni et al. 2002, aclanthology.org/P02-1040; words by {@link Mteval13a} and
 * smoothing {@code exp} (Chen and Cherry 2014, method 3: the k-th precision of none matched is 1 / (2^k total)) as in sacreBLEU
 * (Post 2018, arXiv:1804.08771), to whose numbers these are equal.
 */
public final class Bleu {
    public static final int ORDER = 4;

    /**
     * @param score            0 to 100
     * @param precisions       p_1 .. p_4, 0 to 100, smoothed
     * @param brevityPenalty   BP
     * @param hypothesisLength c
     * @param referenceLength  r
     */
    public record Score(double score, List<Double> precisions, double brevityPenalty, long hypothesisLength, long referenceLength) {
        /** As sacreBLEU writes it: {@code 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)}. */
        @Override
        public String toString() {
            double ratio = referenceLength == 0 ? 0 : (double) hypothesisLength / referenceLength;
            List<String> p = precisions.stream().map(x -> String.format(Locale.ROOT, "%.1f", x)).toList();
            return String.format(Locale.ROOT, "%.2f %s (BP = %.3f ratio = %.3f hyp_len = %d ref_len = %d)", score,
                    String.join("/", p), brevityPenalty, ratio, hypothesisLength, referenceLength);
        }
    }

    private final long[] matched = new long[ORDER];
    private final long[] total = new long[ORDER];
    private final ReferenceCount references = new ReferenceCount();
    private long hypothesisLength;
    private long referenceLength;

    /** BLEU of one segment as sacreBLEU's sentence_bleu: of the orders that the hypothesis has only. */
    public static double ofSentence(String hypothesis, List<String> references) {
        Bleu one = new Bleu();
        one.add(hypothesis, references);
        return one.score(true).score();
    }

    /** Adds a segment.
     *  @param references at least one that is not empty */
    public void add(String hypothesis, List<String> references) {
        List<List<String>> known = this.references.of(references).stream().map(Mteval13a::words).toList();
        List<String> words = Mteval13a.words(hypothesis);
        List<Map<String, Integer>> most = new ArrayList<>();
        for (int n = 1; n <= ORDER; n++) {
            Map<String, Integer> of = NGrams.ofWords(known.getFirst(), n);
            for (List<String> other : known.subList(1, known.size())) {
                NGrams.ofWords(other, n).forEach((run, count) -> of.merge(run, count, Math::max));
            }
            most.add(of);
        }
        add(words, most, closest(words.size(), known.stream().mapToInt(List::size).toArray()));
    }

    /** Adds a segment of which is known how often each run may count at most, and the length of the reference. */
    void add(List<String> words, List<Map<String, Integer>> most, int length) {
        hypothesisLength += words.size();
        referenceLength += length;
        for (int n = 1; n <= ORDER; n++) {
            matched[n - 1] += NGrams.matched(NGrams.ofWords(words, n), most.get(n - 1));
            total[n - 1] += Math.max(0, words.size() - n + 1);
        }
    }

    /** Of several equally close the shortest. @param lengths not modified */
    private static int closest(int length, int[] lengths) {
        int best = lengths[0];
        for (int other : lengths) {
            int nearer = Integer.compare(Math.abs(other - length), Math.abs(best - length));
            best = nearer < 0 || nearer == 0 && other < best ? other : best;
        }
        return best;
    }

    /** Of all segments added; 0 where no word matched, and where no segment has four words. */
    public Score score() {
        return score(false);
    }

    /** @param effective whether only the orders count of which there are any */
    Score score(boolean effective) {
        double penalty = hypothesisLength >= referenceLength ? 1
                : hypothesisLength == 0 ? 0 : Math.exp(1 - (double) referenceLength / hypothesisLength);
        double[] precisions = new double[ORDER];
        int order = ORDER;
        double unmatched = 1;
        boolean any = LongStream.of(matched).anyMatch(m -> m > 0);
        for (int n = 0; any && n < ORDER && total[n] > 0; n++) {
            order = effective ? n + 1 : ORDER;
            unmatched *= matched[n] == 0 ? 2 : 1;
            precisions[n] = matched[n] == 0 ? 100 / (unmatched * total[n]) : 100.0 * matched[n] / total[n];
        }
        double logs = 0;
        for (int n = 0; n < order; n++) {
            logs += Math.log(precisions[n]);   // of 0: minus infinity, and the score is 0
        }
        double score = any ? penalty * Math.exp(logs / order) : 0;
        return new Score(score, Arrays.stream(precisions).boxed().toList(), penalty, hypothesisLength, referenceLength);
    }

    /** What was computed, in sacreBLEU's words. @param version of this program */
    public String signature(String version) {
        return references.signature() + "|case:mixed|eff:no|tok:13a|smooth:exp|version:" + version;
    }
}
