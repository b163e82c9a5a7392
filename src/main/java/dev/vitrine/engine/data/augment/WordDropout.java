package dev.vitrine.engine.data.augment;

import dev.vitrine.engine.data.puzzle.Dice;
import java.util.List;

/** Words are left out, but never all of them (Iyyer and others 2015, Deep unordered composition). */
record WordDropout(double share) implements Augmentation {
    @Override
    public void vary(Words words, Dice dice) {
        List<Integer> plain = words.plain();
        int left = plain.size();
        for (int place : plain) {
            if (dice.chance(share) && left > 1) {
                words.drop(place);
                left--;
            }
        }
    }
}
