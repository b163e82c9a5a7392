package dev.vitrine.engine.data.puzzle;

/** Makes another puzzle of the same kind out of one. For one thread at a time; allocates nothing. */
@FunctionalInterface
public interface Augmentation {
    /** The puzzle itself. */
    Augmentation NONE = (puzzle, dice, tokens, targets, at) -> {
        System.arraycopy(puzzle.question(), 0, tokens, at, puzzle.question().length);
        System.arraycopy(puzzle.answer(), 0, targets, at, puzzle.answer().length);
    };

    /** Writes a variation.
     *  @param tokens  overwritten from {@code at} on
     *  @param targets overwritten from {@code at} on */
    void write(Puzzle puzzle, Dice dice, int[] tokens, int[] targets, int at);
}
