package dev.vitrine.engine.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * chrF of a corpus: F = (1 + b^2) P R / (b^2 P + R), where P and R are the shares of the hypotheses' and of the references' runs
 * of n = 1..6 characters that match, averaged over the n of which both have any. White space is left out, case is kept; of
 * several references of a segment the one of the best F counts. Popovic 2015, aclanthology.org/W15-3049, as in sacreBLEU 2
 * (without epsilon smoothing), to whose numbers these are equal. b = 2 is chrF2: recall weighs twice as much as precision.
 */
public final class Chrf {
    private static final int ORDER = 6;

    private final double beta;
    private final ReferenceCount references = new ReferenceCount();
    private Counts all = Counts.NONE;

    /** Runs of each length: of the hypothesis where the reference has any, of the reference, and of both. */
    private record Counts(long[] hypothesis, long[] reference, long[] matched) {
        static final Counts NONE = new Counts(new long[ORDER], new long[ORDER], new long[ORDER]);

        static Counts of(String hypothesis, String reference) {
            Counts counts = new Counts(new long[ORDER], new long[ORDER], new long[ORDER]);
            for (int n = 1; n <= ORDER; n++) {
                Map<String, Integer> said = NGrams.ofCharacters(hypothesis, n);
                Map<String, Integer> wanted = NGrams.ofCharacters(reference, n);
                counts.hypothesis[n - 1] = wanted.isEmpty() ? 0 : NGrams.total(said);
                counts.reference[n - 1] = NGrams.total(wanted);
                counts.matched[n - 1] = NGrams.matched(said, wanted);
            }
            return counts;
        }

        Counts plus(Counts other) {
            return new Counts(sum(hypothesis, other.hypothesis), sum(reference, other.reference), sum(matched, other.matched));
        }

        private static long[] sum(long[] a, long[] b) {
            long[] sum = new long[ORDER];
            Arrays.setAll(sum, i -> a[i] + b[i]);
            return sum;
        }

        double score(double beta) {
            double precision = 0;
            double recall = 0;
            int orders = 0;
            for (int n = 0; n < ORDER; n++) {
                if (hypothesis[n] > 0 && reference[n] > 0) {
                    precision += (double) matched[n] / hypothesis[n];
                    recall += (double) matched[n] / reference[n];
                    orders++;
                }
            }
            precision /= Math.max(1, orders);
            recall /= Math.max(1, orders);
            double square = beta * beta;
            return precision + recall == 0 ? 0 : 100 * (1 + square) * precision * recall / (square * precision + recall);
        }
    }

    /** chrF2. */
    public Chrf() {
        this(2);
    }

    /** @param beta how much more recall weighs than precision */
    Chrf(double beta) {
        this.beta = beta;
    }

    /** Adds a segment.
     *  @param references at least one that is not empty */
    public void add(String hypothesis, List<String> references) {
        String said = White.removed(hypothesis);
        @Nullable Counts best = null;
        for (String reference : this.references.of(references)) {
            Counts counts = Counts.of(said, White.removed(reference));
            best = best == null || counts.score(beta) > best.score(beta) ? counts : best;
        }
        all = all.plus(Objects.requireNonNull(best));
    }

    /** 0 to 100, of all segments added. */
    public double score() {
        return all.score(beta);
    }

    /** What was computed, in sacreBLEU's words. @param version of this program */
    public String signature(String version) {
        return references.signature() + "|case:mixed|eff:yes|nc:" + ORDER + "|nw:0|space:no|version:" + version;
    }
}
