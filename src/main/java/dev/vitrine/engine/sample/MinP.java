package dev.vitrine.engine.sample;

/** Keeps the tokens at least so probable as a share of the most probable one. Nguyen et al. 2024, arXiv:2407.01082. */
final class MinP implements Processor {
    @Override
    public boolean acts(Sampling sampling) {
        return !sampling.greedy() && sampling.minP() > 0;
    }

    @Override
    public void apply(Scores scores, Sampling sampling, TextSoFar text) {
        float[] p = scores.probabilities();
        double least = sampling.minP() * p[scores.best()];
        for (int token = 0; token < p.length; token++) {
            if (p[token] < least) {
                scores.leaveOut(token);
            }
        }
    }
}
