package dev.vitrine.engine.sample;

/** One thing that is done to the scores of the next token before it is chosen. */
public interface Processor {
    /** Whether the settings ask for it. */
    boolean acts(Sampling sampling);

    /** @param text what the token follows */
    void apply(Scores scores, Sampling sampling, TextSoFar text);
}
