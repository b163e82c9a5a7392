package dev.vitrine.engine.data.augment;

import dev.vitrine.engine.Defaulted;

/**
 * How texts are varied whenever they are shown; of a chat the prompt alone, as its answer must stay right. Marks of a chat
 * template, numbers and whatever else is no plain word are left as they are.
 *
 * @param synonyms     share of the words with synonyms that are replaced by one of them
 * @param synonymFile  a .txt file, each line words that may stand for one another, with commas between; empty for none
 * @param wordDropout  share of the words that are left out
 * @param wordSwap     share of the words that change places with the next
 * @param casing       share of the words that are written in small letters, capitals, or with a capital
 * @param characters   share of the words that are read as their characters, where the vocabulary has all of these
 * @param bpeDropout   share of the merges of a BPE tokenizer that are left out (Provilkov et al. 2020, arXiv:1910.13267)
 */
@Defaulted
public record AugmentConfig(double synonyms, String synonymFile, double wordDropout, double wordSwap, double casing, double characters,
                            double bpeDropout) {
    public static final AugmentConfig DEFAULT = new AugmentConfig(0, "", 0, 0, 0, 0, 0);

    public AugmentConfig {
        share("synonyms", synonyms);
        share("word_dropout", wordDropout);
        share("word_swap", wordSwap);
        share("casing", casing);
        share("characters", characters);
        share("bpe_dropout", bpeDropout);
        if (synonymFile == null) {
            throw new IllegalArgumentException("synonym_file must be a text, empty for none");
        }
        if (synonyms > 0 && synonymFile.isBlank()) {
            throw new IllegalArgumentException("synonyms needs a synonym_file: a .txt file, each line words that may stand for one another");
        }
    }

    /** Whether anything is varied. */
    public boolean any() {
        return synonyms > 0 || wordDropout > 0 || wordSwap > 0 || casing > 0 || variesTokens();
    }

    /** Whether one text may be other tokens each time. */
    boolean variesTokens() {
        return characters > 0 || bpeDropout > 0;
    }

    private static void share(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(key + " must be a share from 0 to 1, got " + value);
        }
    }
}
