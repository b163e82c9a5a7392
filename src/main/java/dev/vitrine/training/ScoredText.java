package dev.vitrine.training;

import dev.vitrine.engine.metric.Likelihood;

/**
 * What a model said of each token of a text, from the second on, given those before it. Arrays are not to be written.
 *
 * @param ids        (n) the tokens that were foretold
 * @param nats       (n) -log p of each
 * @param likeliest  (n) the likeliest token there, the lowest id of several
 * @param confidence (n) its probability
 */
public record ScoredText(int[] ids, float[] nats, int[] likeliest, float[] confidence) {
    /** Of room for n tokens. */
    ScoredText(int n) {
        this(new int[n], new float[n], new int[n], new float[n]);
    }

    public int size() {
        return ids.length;
    }

    /** Whether the likeliest token was the one that stands there. */
    public boolean right(int at) {
        return likeliest[at] == ids[at];
    }

    /** Whether all from some token on were the likeliest: greedy decoding then writes them as they stand. */
    boolean rightFrom(int at) {
        for (int i = at; i < ids.length; i++) {
            if (!right(i)) {
                return false;
            }
        }
        return true;
    }

    /** Sums in double, in order. */
    Likelihood likelihood(long characters, long bytes) {
        double sum = 0;
        long right = 0;
        for (int i = 0; i < ids.length; i++) {
            sum += nats[i];
            right += right(i) ? 1 : 0;
        }
        return new Likelihood(sum, ids.length, right, characters, bytes);
    }
}
