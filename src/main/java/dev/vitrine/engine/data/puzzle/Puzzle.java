package dev.vitrine.engine.data.puzzle;

/**
 * A question and its answer, position by position.
 *
 * @param question (T) ids
 * @param answer   (T) ids; {@link dev.vitrine.engine.data.Batches#IGNORED} where none is asked
 * @param level    how hard it is, in the task's own measure: clues of a Sudoku, hops of a chase, steps of a way
 */
public record Puzzle(int[] question, int[] answer, int level) {
}
