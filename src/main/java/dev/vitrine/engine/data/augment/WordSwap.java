package dev.vitrine.engine.data.augment;

import dev.vitrine.engine.data.puzzle.Dice;
import java.util.List;

/** A word changes places with the next plain one; signs stay where they are (Wei and Zou 2019, arXiv:1901.11196). */
record WordSwap(double share) implements Augmentation {
    @Override
    public void vary(Words words, Dice dice) {
        List<Integer> plain = words.plain();
        for (int i = 0; i + 1 < plain.size(); i++) {
            if (dice.chance(share)) {
                String first = words.word(plain.get(i));
                String second = words.word(plain.get(i + 1));
                words.change(plain.get(i), _ -> second);
                words.change(plain.get(i + 1), _ -> first);
                i++;   // it has moved already
            }
        }
    }
}
