package dev.vitrine.engine.data.augment;

import dev.vitrine.engine.data.puzzle.Dice;

/** One way of varying a text. */
@FunctionalInterface
interface Augmentation {
    /** @param words changed
     *  @param dice  of this augmentation, epoch and line */
    void vary(Words words, Dice dice);

    /** Makes one as a config wants it. */
    @FunctionalInterface
    interface Maker {
        Augmentation of(AugmentConfig config, Synonyms synonyms);
    }
}
