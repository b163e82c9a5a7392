package dev.vitrine.engine.sample;

/**
 * What a {@link Strategy} is to do.
 *
 * @param decoder   of the model that writes
 * @param draft     of a smaller model with the same vocabulary; null but for speculative decoding
 * @param from      at least one token; where a part of it was written with the same settings, it goes on as it would have then
 * @param maxTokens most tokens to add
 * @param ending    of the text
 * @param listener  is told of each turn, and may stop it
 */
public record Assignment(Decoder decoder, Decoder draft, TextSoFar from, int maxTokens, Ending ending, Sampling sampling, Search search,
                         Progress.Listener listener) {
    public Assignment {
        if (from.length() == 0) {
            throw new IllegalArgumentException("generation needs at least one token to start from, got none");
        }
    }

    /** @param prompt ids, at least one; not modified */
    public Assignment(Decoder decoder, Decoder draft, int[] prompt, int maxTokens, Ending ending, Sampling sampling, Search search,
                      Progress.Listener listener) {
        this(decoder, draft, TextSoFar.given(prompt), maxTokens, ending, sampling, search, listener);
    }

    int vocabulary() {
        return decoder.model().config().vocabularySize();
    }
}
