package dev.vitrine.engine.sample;

/** logit -= penalty * times that the token was written. OpenAI's API. */
final class FrequencyPenalty implements Processor {
    @Override
    public boolean acts(Sampling sampling) {
        return sampling.frequencyPenalty() != 0;
    }

    @Override
    public void apply(Scores scores, Sampling sampling, TextSoFar text) {
        int[] counts = Counts.of(text, text.prompt(), scores.vocabulary());
        for (int token = 0; token < counts.length; token++) {
            scores.setLogit(token, scores.logit(token) - counts[token] * (float) sampling.frequencyPenalty());
        }
    }
}
