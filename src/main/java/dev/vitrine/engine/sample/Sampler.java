package dev.vitrine.engine.sample;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/** Chooses tokens from logits. */
public final class Sampler {
    private final Kernels kernels;

    public Sampler(Kernels kernels) {
        this.kernels = kernels;
    }

    /**
     * @param logits row of V numbers that starts at {@code at}; not modified
     * @param text   what the token follows
     */
    public Choice choose(float[] logits, int at, int vocabulary, Sampling sampling, TextSoFar text) {
        return choose(logits, at, vocabulary, sampling, text, 0);
    }

    /** @param site of the draw, for those that must not be that of another one at the same position */
    Choice choose(float[] logits, int at, int vocabulary, Sampling sampling, TextSoFar text, int site) {
        float[] base = new float[vocabulary];
        kernels.softmax(vocabulary, logits, at, base, 0, 1f);
        Scores scores = new Scores(kernels, logits, at, vocabulary);
        List<Choice.Stage> stages = stages(scores, sampling, text);
        float[] finals = stages.isEmpty() ? scores.probabilities() : stages.getLast().probabilities();
        if (sampling.greedy()) {
            return new Choice(scores.best(), Double.NaN, base, stages, finals);
        }
        double u = new Draws(sampling.seed()).uniform(Draws.Purpose.SAMPLING, site, text.position(), 0);
        return new Choice(firstAbove(finals, u), u, base, stages, finals);
    }

    /** ln p of every token for a search, which weighs all of them: what changes logits acts, temperature and what leaves improbable
     *  tokens out does not; -infinity for tokens left out. */
    double[] logProbabilities(float[] logits, int at, int vocabulary, Sampling sampling, TextSoFar text) {
        Scores scores = new Scores(kernels, logits, at, vocabulary);
        stages(scores, sampling.withTemperature(1).withTopK(0).withTopP(1).withMinP(0).withTypicalP(1), text);
        return scores.logProbabilities();
    }

    /** The places of the highest numbers, highest first, the lowest place first among equals. */
    static int[] best(double[] x, int count) {
        int n = Math.min(count, x.length);
        int[] best = new int[n];   // sorted by insertion: there are few
        int size = 0;
        for (int i = 0; i < x.length; i++) {
            if (size < n || x[i] > x[best[n - 1]]) {
                int at = size < n ? size++ : n - 1;
                while (at > 0 && x[i] > x[best[at - 1]]) {
                    best[at] = best[at - 1];
                    at--;
                }
                best[at] = i;
            }
        }
        return best;
    }

    /** Lets every processor act that the settings ask for. */
    private static List<Choice.Stage> stages(Scores scores, Sampling sampling, TextSoFar text) {
        List<Choice.Stage> stages = new ArrayList<>();
        for (String name : Processors.REGISTRY.names()) {
            Processor processor = Processors.REGISTRY.get(name);
            if (processor.acts(sampling)) {
                processor.apply(scores, sampling, text);
                stages.add(new Choice.Stage(name, scores.probabilities()));
            }
        }
        return List.copyOf(stages);
    }

    /** First token whose cumulative probability exceeds u; the last possible one where rounding leaves a gap. */
    static int firstAbove(float[] p, double u) {
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
