package dev.vitrine.engine.sample;

/** logit += bias of the token. */
final class LogitBias implements Processor {
    @Override
    public boolean acts(Sampling sampling) {
        return !sampling.logitBias().isEmpty();
    }

    @Override
    public void apply(Scores scores, Sampling sampling, TextSoFar text) {
        sampling.logitBias().forEach((token, bias) -> {
            if (token >= scores.vocabulary()) {
                throw new IllegalArgumentException("logit_bias names token " + token + ", but the vocabulary has tokens 0 to "
                        + (scores.vocabulary() - 1));
            }
            scores.setLogit(token, scores.logit(token) + bias.floatValue());
        });
    }
}
