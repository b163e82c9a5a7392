package dev.vitrine.analysis;

/**
 * What one head does, in a few numbers. A pattern is (T, T), row-major, rows are queries; row 0, which in a causal one
 * can only look at itself, counts in no mean. NaN where there is nothing to count.
 */
public final class AttentionStats {
    private AttentionStats() {
    }

    /** -sum p ln p of one query, nats; 0 is one key only, ln n an even look at n keys. @param pattern not modified */
    public static double rowEntropy(float[] pattern, int time, int query) {
        double sum = 0;
        for (int k = 0; k < time; k++) {
            double p = pattern[query * time + k];
            sum -= p > 0 ? p * Math.log(p) : 0;
        }
        return sum;
    }

    /** The entropy of one query as a share of that of an even look at all T keys: 0 to 1. @param pattern not modified */
    public static double evenness(float[] pattern, int time, int query) {
        return rowEntropy(pattern, time, query) / Math.log(time);
    }

    /** Sum of one query's probabilities, in double: 1 up to rounding. @param pattern not modified */
    public static double rowSum(float[] pattern, int time, int query) {
        double sum = 0;
        for (int k = 0; k < time; k++) {
            sum += pattern[query * time + k];
        }
        return sum;
    }

    /** The largest |row sum - 1|. @param pattern not modified */
    public static double rowSumError(float[] pattern, int time) {
        double worst = 0;
        for (int q = 0; q < time; q++) {
            worst = Math.max(worst, Math.abs(rowSum(pattern, time, q) - 1));
        }
        return worst;
    }

    /** Mean entropy of queries 1 to T-1, nats. @param pattern not modified */
    public static double entropy(float[] pattern, int time) {
        double sum = 0;
        for (int q = 1; q < time; q++) {
            sum += rowEntropy(pattern, time, q);
        }
        return sum / (time - 1);
    }

    /** Mean of p(i, i-1): how much it looks at the token before. @param pattern not modified */
    public static double previousToken(float[] pattern, int time) {
        double sum = 0;
        for (int q = 1; q < time; q++) {
            sum += pattern[q * time + q - 1];
        }
        return sum / (time - 1);
    }

    /** Mean of p(i, 0) of queries 1 to T-1. @param pattern not modified */
    public static double firstToken(float[] pattern, int time) {
        double sum = 0;
        for (int q = 1; q < time; q++) {
            sum += pattern[q * time];
        }
        return sum / (time - 1);
    }

    /**
     * Mean, over the queries whose token stood earlier in the text, of what falls on the tokens that followed it there.
     *
     * @param pattern not modified
     * @param tokens  T ids; not modified
     */
    public static double induction(float[] pattern, int[] tokens) {
        int time = tokens.length;
        double sum = 0;
        int repeated = 0;
        for (int q = 1; q < time; q++) {
            boolean before = false;
            for (int j = 0; j < q; j++) {
                if (tokens[j] == tokens[q]) {
                    sum += pattern[q * time + j + 1];
                    before = true;
                }
            }
            repeated += before ? 1 : 0;
        }
        return sum / repeated;
    }
}
