package dev.vitrine.engine.sample;

/** Keeps the fewest most probable tokens whose probabilities add up to p: the nucleus. Holtzman et al. 2020, arXiv:1904.09751. */
final class TopP implements Processor {
    @Override
    public boolean acts(Sampling sampling) {
        return !sampling.greedy() && sampling.topP() < 1;
    }

    @Override
    public void apply(Scores scores, Sampling sampling, TextSoFar text) {
        scores.keepMass(scores.descending(), scores.probabilities(), sampling.topP());
    }
}
