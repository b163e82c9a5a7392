package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.Batches;
import java.util.ArrayList;
import java.util.List;

/**
 * A kind of puzzle: how it is written, generated, solved and checked. All puzzles of a task have T positions; what a shorter
 * one leaves over is {@link #PAD}. Immutable.
 */
public interface Task {
    /** Id of a position that belongs to no puzzle. */
    int PAD = 0;

    /** What ids 1, 2, ... are written as, one character each. */
    String symbols();

    /** What a person writes a question with: "the digits 1 to 4, and . or 0 for a blank". */
    String legend();

    /** Id of a position that is to be filled in; {@link #PAD} where a task has none. */
    default int blank() {
        return PAD;
    }

    /** T, positions of a puzzle. */
    int time();

    /** Positions of a line of the grid it is seen as; a divisor of T. */
    default int width() {
        return time();
    }

    /** Height and width of the boxes that part the grid; zeros where it has none. */
    default int[] box() {
        return new int[2];
    }

    Levels levels();

    /** A puzzle with exactly one answer.
     *  @throws InputException where none of this level is found */
    Puzzle generate(Dice dice, int level);

    /** One number for all puzzles that can be turned into each other by the symmetries of the task: what is held out by it is
     *  new in every guise.
     *  @param question not modified */
    long key(int[] question);

    /** The one answer, position by position; {@link Batches#IGNORED} where none is asked.
     *  @param question not modified
     *  @throws InputException saying why there is none, or not one alone */
    int[] solve(int[] question);

    /** How hard it is.
     *  @param question not modified
     *  @param answer   not modified */
    int level(int[] question, int[] answer);

    /** Whether an id may stand in a question. */
    default boolean asks(int id) {
        return true;
    }

    /** Whether a position of a question that holds this id is kept in the answer. */
    default boolean given(int id) {
        return false;
    }

    /** What is wrong with an answer. Rule "wrong": positions that differ from the right answer.
     *  @param puzzle with its right answer
     *  @param answer (T) ids; not modified */
    default Verdict check(Puzzle puzzle, int[] answer) {
        List<Verdict.Broken> broken = new ArrayList<>();
        for (int i = 0; i < answer.length; i++) {
            int right = puzzle.answer()[i];
            if (right != Batches.IGNORED && answer[i] != right) {
                broken.add(new Verdict.Broken("wrong", new int[] {i}));
            }
        }
        return new Verdict(broken.size(), broken);
    }

    /** New, as it may keep room to work in. */
    default Augmentation augmentation() {
        return Augmentation.NONE;
    }
}
