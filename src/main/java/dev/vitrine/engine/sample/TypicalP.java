package dev.vitrine.engine.sample;

/**
 * Keeps the fewest tokens whose information -ln p is nearest to the expected one, the entropy, and whose probabilities add up to
 * a mass: locally typical sampling. Meister et al. 2022, arXiv:2202.00666.
 */
final class TypicalP implements Processor {
    @Override
    public boolean acts(Sampling sampling) {
        return !sampling.greedy() && sampling.typicalP() < 1;
    }

    @Override
    public void apply(Scores scores, Sampling sampling, TextSoFar text) {
        float[] p = scores.probabilities();
        double entropy = 0;
        for (float x : p) {
            entropy -= x > 0 ? x * Math.log(x) : 0;
        }
        float[] distance = new float[p.length];
        for (int token = 0; token < p.length; token++) {
            distance[token] = (float) Math.abs(-Math.log(p[token]) - entropy);
        }
        scores.keepMass(scores.ascending(distance), p, sampling.typicalP());
    }
}
