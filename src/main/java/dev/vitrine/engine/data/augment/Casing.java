package dev.vitrine.engine.data.augment;

import dev.vitrine.engine.data.puzzle.Dice;
import java.util.Locale;

/** Words in small letters, in capitals, or with a capital. */
record Casing(double share) implements Augmentation {
    @Override
    public void vary(Words words, Dice dice) {
        for (int place : words.plain()) {
            if (dice.chance(share)) {
                int way = dice.below(3);
                words.change(place, word -> switch (way) {
                    case 0 -> word.toLowerCase(Locale.ROOT);
                    case 1 -> word.toUpperCase(Locale.ROOT);
                    default -> capitalised(word);
                });
            }
        }
    }

    static String capitalised(String word) {
        int first = word.offsetByCodePoints(0, 1);
        return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
    }
}
