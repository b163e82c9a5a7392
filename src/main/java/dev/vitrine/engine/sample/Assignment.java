package dev.vitrine.engine.sample;

/**
 * What a {@link Strategy} is to do.
 *
 * @param decoder   of the model that writes
 * @param draft     of a smaller model with the same vocabulary; null but for speculative decoding
 * @param prompt    ids, at least one; not modified
 * @param maxTokens most tokens to add
 * @param ending    of the text
 * @param listener  is told of each turn, and may stop it
 */
public record Assignment(Decoder decoder, Decoder draft, int[] prompt, int maxTokens, Ending ending, Sampling sampling, Search search,
                         Progress.Listener listener) {
    public Assignment {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("generation needs at least one token to start from, got none");
        }
    }

    int vocabulary() {
        return decoder.model().config().vocabularySize();
    }
}
