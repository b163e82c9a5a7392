package dev.vitrine.engine.sample;

/** logit -= penalty for each token that was written, however often. OpenAI's API. */
final class PresencePenalty implements Processor {
    @Override
    public boolean acts(Sampling sampling) {
        return sampling.presencePenalty() != 0;
    }

    @Override
    public void apply(Scores scores, Sampling sampling, TextSoFar text) {
        int[] counts = Counts.of(text, text.prompt(), scores.vocabulary());
        for (int token = 0; token < counts.length; token++) {
            if (counts[token] > 0) {
                scores.setLogit(token, scores.logit(token) - (float) sampling.presencePenalty());
            }
        }
    }
}
