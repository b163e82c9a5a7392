package dev.vitrine.engine.data.augment;

import dev.vitrine.engine.data.puzzle.Dice;
import java.util.List;

/** A word becomes one that may stand for it, with a capital if it has one (Zhang, Zhao and LeCun 2015, arXiv:1509.01626). */
record SynonymChoice(double share, Synonyms synonyms) implements Augmentation {
    @Override
    public void vary(Words words, Dice dice) {
        for (int place : words.plain()) {
            List<String> others = synonyms.of(words.word(place));
            if (!others.isEmpty() && dice.chance(share)) {
                String other = others.get(dice.below(others.size()));
                words.change(place, word -> Character.isUpperCase(word.codePointAt(0)) ? Casing.capitalised(other) : other);
            }
        }
    }
}
