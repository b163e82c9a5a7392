package dev.vitrine.engine.sample;

/** Keeps the k most probable tokens, the lowest ids among equals. Fan, Lewis and Dauphin 2018, arXiv:1805.04833. */
final class TopK implements Processor {
    @Override
    public boolean acts(Sampling sampling) {
        return !sampling.greedy() && sampling.topK() > 0;
    }

    @Override
    public void apply(Scores scores, Sampling sampling, TextSoFar text) {
        int[] order = scores.descending();
        for (int i = sampling.topK(); i < order.length; i++) {
            scores.leaveOut(order[i]);
        }
    }
}
