package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.Batches;
import java.util.Arrays;

/** What tasks on a row of symbols share. */
final class Rows {
    private Rows() {
    }

    /** (T) n random ids from {@code first} on, then {@link Task#PAD}. */
    static int[] random(Dice dice, int first, int kinds, int n, int time) {
        int[] row = new int[time];
        for (int i = 0; i < n; i++) {
            row[i] = first + dice.below(kinds);
        }
        return row;
    }

    /** Positions before the padding.
     *  @throws InputException where something stands after it */
    static int length(int[] row, int least) {
        int n = row.length;
        while (n > 0 && row[n - 1] == Task.PAD) {
            n--;
        }
        for (int i = 0; i < n; i++) {
            if (row[i] == Task.PAD) {
                throw new InputException("position " + (i + 1) + " of " + n + " is empty; fill it");
            }
        }
        if (n < least) {
            throw new InputException("a row of " + n + " symbols is too short; give at least " + least);
        }
        return n;
    }

    /** One number for one row. */
    static long key(int[] row) {
        long h = 0;
        for (int id : row) {
            h = Draws.mix(h * 31 + id + 1);
        }
        return h;
    }

    /** (T) all {@link Batches#IGNORED}. */
    static int[] unasked(int time) {
        int[] row = new int[time];
        Arrays.fill(row, Batches.IGNORED);
        return row;
    }
}
