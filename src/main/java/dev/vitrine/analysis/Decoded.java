package dev.vitrine.analysis;

/** What logits say, position by position: the likeliest token and how likely others are. */
public final class Decoded {
    private final float[] logits;   // (rows, V)
    private final int vocabulary;

    /** @param logits row-major, kept by reference; not modified */
    public Decoded(float[] logits, int vocabulary) {
        this.logits = logits;
        this.vocabulary = vocabulary;
    }

    public int rows() {
        return logits.length / vocabulary;
    }

    /** The token with the largest logit; of equals the one with the lowest id. */
    public int likeliest(int row) {
        int at = row * vocabulary;
        int best = 0;
        for (int v = 1; v < vocabulary; v++) {
            best = logits[at + v] > logits[at + best] ? v : best;
        }
        return best;
    }

    /** The likeliest token of every row. */
    public int[] likeliest() {
        int[] all = new int[rows()];
        for (int row = 0; row < all.length; row++) {
            all[row] = likeliest(row);
        }
        return all;
    }

    /** softmax(logits)[token], worked in double. */
    public double probability(int row, int token) {
        int at = row * vocabulary;
        double top = logits[at + likeliest(row)];
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            sum += Math.exp(logits[at + v] - top);
        }
        return Math.exp(logits[at + token] - top) / sum;
    }
}
