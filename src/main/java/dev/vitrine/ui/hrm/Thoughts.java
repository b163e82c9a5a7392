package dev.vitrine.ui.hrm;

import dev.vitrine.analysis.Decoded;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import java.util.ArrayList;
import java.util.List;

/** What the model would answer after each cycle, at every position of the probe. */
public record Thoughts(int[] tokens, List<Cycle> cycles) {
    /**
     * @param answers likeliest token of each position
     * @param right   probability of the next token of the probe; NaN at the last position, which has none
     */
    public record Cycle(TensorSnapshot logits, int[] answers, double[] right) {
        /** Positions whose likeliest token is the next one. */
        int hits(int[] tokens) {
            int hits = 0;
            for (int i = 0; i + 1 < tokens.length; i++) {
                hits += answers[i] == tokens[i + 1] ? 1 : 0;
            }
            return hits;
        }

        /** Mean probability of the right next token; NaN where there is no next token. */
        double meanRight() {
            double sum = 0;
            for (int i = 0; i + 1 < right.length; i++) {
                sum += right[i];
            }
            return sum / (right.length - 1);
        }
    }

    static Thoughts of(Snapshot snapshot, Cycles cycles) {
        int[] tokens = snapshot.probeTokens();
        List<Cycle> all = new ArrayList<>();
        for (int c = 0; c < cycles.high(); c++) {
            TensorSnapshot logits = snapshot.tensor(Cycles.logits(c)).orElseThrow();
            Decoded decoded = new Decoded(logits.data(), logits.shape().columns());
            int[] answers = new int[tokens.length];
            double[] right = new double[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                answers[i] = decoded.likeliest(i);
                right[i] = i + 1 < tokens.length ? decoded.probability(i, tokens[i + 1]) : Double.NaN;
            }
            all.add(new Cycle(logits, answers, right));
        }
        return new Thoughts(tokens, List.copyOf(all));
    }

    /** Whether an answer differs from that of the cycle before. */
    boolean changed(int cycle, int position) {
        return cycle > 0 && cycles.get(cycle).answers()[position] != cycles.get(cycle - 1).answers()[position];
    }
}
