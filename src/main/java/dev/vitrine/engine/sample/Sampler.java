package dev.vitrine.engine.sample;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import java.util.Arrays;

/** Chooses tokens from logits. */
public final class Sampler {
    private final Kernels kernels;

    public Sampler(Kernels kernels) {
        this.kernels = kernels;
    }

    /**
     * @param logits   row of V numbers that starts at {@code at}; not modified
     * @param position index of the token in the text, the site of the draw
     */
    public Choice choose(float[] logits, int at, int vocabulary, Sampling sampling, int position) {
        float[] base = new float[vocabulary];
        kernels.softmax(vocabulary, logits, at, base, 0, 1f);
        float[] finals = new float[vocabulary];
        if (sampling.temperature() == 0) {
            int best = argmax(logits, at, vocabulary);
            finals[best] = 1f;
            return new Choice(best, Double.NaN, base, finals);
        }
        heat(logits, at, finals, sampling);
        double u = new Draws(sampling.seed()).uniform(Draws.Purpose.SAMPLING, 0, position, 0);
        return new Choice(firstAbove(finals, u), u, base, finals);
    }

    /** finals = softmax(logits / temperature) over the k most probable tokens. */
    private void heat(float[] logits, int at, float[] finals, Sampling sampling) {
        int v = finals.length;
        float cut = Float.NEGATIVE_INFINITY;
        int room = v;
        if (sampling.topK() > 0 && sampling.topK() < v) {
            float[] sorted = Arrays.copyOfRange(logits, at, at + v);
            Arrays.sort(sorted);
            cut = sorted[v - sampling.topK()];
            room = sampling.topK();
            for (float logit : sorted) {
                room -= logit > cut ? 1 : 0;   // what is left for those equal to the cut: lowest ids first
            }
        }
        float best = logits[at + argmax(logits, at, v)];
        float[] kept = new float[v];
        int[] ids = new int[v];
        int n = 0;
        for (int i = 0; i < v; i++) {
            float logit = logits[at + i];
            if (logit > cut || logit == cut && room-- > 0) {
                ids[n] = i;
                kept[n++] = logit - best;   // so that no temperature, however low, makes infinities of it
            }
        }
        kernels.softmax(n, kept, 0, kept, 0, (float) Math.min(1 / sampling.temperature(), Float.MAX_VALUE));
        for (int i = 0; i < n; i++) {
            finals[ids[i]] = kept[i];
        }
    }

    private static int argmax(float[] x, int at, int n) {
        int best = 0;
        for (int i = 1; i < n; i++) {
            if (x[at + i] > x[at + best]) {
                best = i;
            }
        }
        return best;
    }

    /** First token whose cumulative probability exceeds u; the last possible one where rounding leaves a gap. */
    private static int firstAbove(float[] p, double u) {
        double sum = 0;
        int last = 0;
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0) {
                sum += p[i];
                last = i;
                if (sum > u) {
                    return i;
                }
            }
        }
        return last;
    }
}
