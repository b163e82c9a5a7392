package dev.vitrine.training;

import dev.vitrine.engine.Defaulted;

/**
 * How large the vocabulary becomes of a tokenizer that makes tokens out of parts.
 *
 * @param size         entries of bpe and wordpiece, at most; characters and words have as many as the texts have pieces
 * @param minFrequency pairs that occur less often are not merged
 */
@Defaulted
public record VocabularyConfig(int size, int minFrequency) {
    public static final VocabularyConfig DEFAULT = new VocabularyConfig(512, 2);

    public VocabularyConfig {
        if (size < 1 || size > 1 << 20) {
            throw new IllegalArgumentException("size must be from 1 to " + (1 << 20) + ", got " + size + "; try 512");
        }
        if (minFrequency < 0) {
            throw new IllegalArgumentException("min_frequency must be at least 0, got " + minFrequency);
        }
    }
}
