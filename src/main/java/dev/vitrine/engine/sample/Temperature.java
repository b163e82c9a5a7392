package dev.vitrine.engine.sample;

/** softmax(logits / temperature); at 0 the most probable token alone, the limit. */
final class Temperature implements Processor {
    @Override
    public boolean acts(Sampling sampling) {
        return sampling.temperature() != 1;
    }

    @Override
    public void apply(Scores scores, Sampling sampling, TextSoFar text) {
        if (!sampling.greedy()) {
            scores.setScale((float) Math.min(1 / sampling.temperature(), Float.MAX_VALUE));
            return;
        }
        int best = scores.best();
        for (int token = 0; token < scores.vocabulary(); token++) {
            if (token != best) {
                scores.leaveOut(token);
            }
        }
    }
}
