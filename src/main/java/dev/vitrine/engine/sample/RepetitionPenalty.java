package dev.vitrine.engine.sample;

/**
 * For each token that the text has, prompt included: logit = logit / penalty where positive, logit * penalty where negative.
 * Keskar et al. 2019, arXiv:1909.05858, section 4.1.
 */
final class RepetitionPenalty implements Processor {
    @Override
    public boolean acts(Sampling sampling) {
        return sampling.repetitionPenalty() != 1;
    }

    @Override
    public void apply(Scores scores, Sampling sampling, TextSoFar text) {
        float penalty = (float) sampling.repetitionPenalty();
        int[] counts = Counts.of(text, 0, scores.vocabulary());
        for (int token = 0; token < counts.length; token++) {
            if (counts[token] > 0) {
                float logit = scores.logit(token);
                scores.setLogit(token, logit > 0 ? logit / penalty : logit * penalty);
            }
        }
    }
}
