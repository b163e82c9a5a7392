package dev.vitrine.engine.sample;

import dev.vitrine.engine.kernel.Kernels;
import java.util.Arrays;

/** What {@link Processor}s work on: logits, the scale that the temperature puts on them, and which tokens are still in. */
public final class Scores {
    private final Kernels kernels;
    private final float[] logits;
    private final boolean[] out;   // left out
    private float scale = 1f;

    /** @param logits row of V numbers that starts at {@code at}; not modified */
    Scores(Kernels kernels, float[] logits, int at, int vocabulary) {
        this.kernels = kernels;
        this.logits = Arrays.copyOfRange(logits, at, at + vocabulary);
        out = new boolean[vocabulary];
    }

    int vocabulary() {
        return logits.length;
    }

    float logit(int token) {
        return logits[token];
    }

    void setLogit(int token, float logit) {
        logits[token] = logit;
    }

    /** Multiplies every logit. */
    void setScale(float scale) {
        this.scale = scale;
    }

    boolean in(int token) {
        return !out[token];
    }

    void leaveOut(int token) {
        out[token] = true;
    }

    /** The token with the highest logit of those that are in, the lowest id among equals. */
    int best() {
        int best = -1;
        for (int i = 0; i < logits.length; i++) {
            if (!out[i] && (best < 0 || logits[i] > logits[best])) {
                best = i;
            }
        }
        return best;
    }

    /** softmax(scale * logits) over the tokens that are in; 0 for the others. */
    float[] probabilities() {
        float best = logits[best()];
        float[] kept = new float[logits.length];
        int[] ids = new int[logits.length];
        int n = 0;
        for (int i = 0; i < logits.length; i++) {
            if (!out[i]) {
                ids[n] = i;
                kept[n++] = logits[i] - best;   // so that no temperature, however low, makes infinities of it
            }
        }
        kernels.softmax(n, kept, 0, kept, 0, scale);
        float[] all = new float[logits.length];
        for (int i = 0; i < n; i++) {
            all[ids[i]] = kept[i];
        }
        return all;
    }

    /** ln of softmax(logits) over the tokens that are in, in double; -infinity for the others. */
    double[] logProbabilities() {
        double best = logits[best()];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            sum += out[i] ? 0 : Math.exp(logits[i] - best);
        }
        double[] logs = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            logs[i] = out[i] ? Double.NEGATIVE_INFINITY : logits[i] - best - Math.log(sum);
        }
        return logs;
    }

    /** The tokens that are in, those with the smallest key first, the lowest ids first among equals.
     *  @param keys for every token, not modified */
    int[] ascending(float[] keys) {
        long[] sorted = new long[logits.length];
        int n = 0;
        for (int i = 0; i < logits.length; i++) {
            if (!out[i]) {
                sorted[n++] = (long) ordered(Float.floatToIntBits(keys[i])) << 32 | i;
            }
        }
        Arrays.sort(sorted, 0, n);
        int[] ids = new int[n];
        for (int i = 0; i < n; i++) {
            ids[i] = (int) sorted[i];
        }
        return ids;
    }

    /** The tokens that are in, the most probable first, the lowest ids first among equals. */
    int[] descending() {
        float[] keys = new float[logits.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = 0f - logits[i];   // no -0, which would come before 0
        }
        return ascending(keys);
    }

    /** Bits of floats as integers of the same order. */
    private static int ordered(int bits) {
        return bits ^ bits >> 31 >>> 1;
    }

    /** Keeps the first tokens of an order, as few as make up a mass, at least one.
     *  @param order tokens that are in */
    void keepMass(int[] order, float[] probabilities, double mass) {
        double sum = 0;
        for (int id : order) {
            if (sum >= mass) {
                leaveOut(id);
            }
            sum += probabilities[id];
        }
    }
}
