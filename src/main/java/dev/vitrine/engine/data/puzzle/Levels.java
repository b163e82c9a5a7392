package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.InputException;

/**
 * How hard the puzzles of a task can be, in its own measure.
 *
 * @param what     is counted: "clues", "steps of the way"
 * @param least    lowest level that can be made
 * @param most     highest level that can be made
 * @param from     lowest level of the usual puzzles
 * @param to       highest level of the usual puzzles
 * @param harder   whether a higher level is harder
 */
public record Levels(String what, int least, int most, int from, int to, boolean harder) {
    /** The usual range where an end is 0.
     *  @throws InputException where such puzzles cannot be made */
    public Levels within(int min, int max) {
        int low = min == 0 ? Math.min(from, max == 0 ? from : max) : min;
        int high = max == 0 ? Math.max(to, low) : max;
        if (low < least || high > most || low > high) {
            throw new InputException("min_level and max_level must be from " + least + " to " + most + " " + what
                    + " and in this order, got " + low + " and " + high + ": " + from + " to " + to + " is usual");
        }
        return new Levels(what, least, most, low, high, harder);
    }

    /** Levels of the range, {@code from} to {@code to}. */
    public int count() {
        return to - from + 1;
    }

    /** How many levels of the range are easier than this one: 0 for the easiest. */
    public int rank(int level) {
        return harder ? level - from : to - level;
    }
}
