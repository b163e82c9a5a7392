package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Generates puzzles: the i-th is a pure function of the seed, of whether it is one to train on, and of i. What a task's
 * symmetries make of one puzzle is either trained on or unseen, whatever the seed: by its key every {@value #UNSEEN}th kind
 * is unseen. So no puzzle that was generated as unseen has ever been trained on, in any guise and by any run.
 */
public final class PuzzleMaker {
    private static final int UNSEEN = 6;
    private static final int TRIES = 20_000;

    private final Task task;
    private final Levels levels;
    private final boolean unseen;
    private final Dice dice;

    /** @param levels of which each is as frequent as every other
     *  @param unseen to measure on, or else to train on */
    public PuzzleMaker(Task task, Levels levels, boolean unseen, long seed) {
        this.task = task;
        this.levels = levels;
        this.unseen = unseen;
        dice = new Dice(new Draws(seed), Purpose.PUZZLE, Draws.site(unseen ? "unseen" : "train"));
    }

    /** Whether a puzzle belongs to those that no run trains on.
     *  @param question not modified */
    public static boolean unseen(Task task, int[] question) {
        return Long.remainderUnsigned(Draws.mix(task.key(question)), UNSEEN) == 0;
    }

    /** The i-th puzzle. */
    public Puzzle make(long i) {
        dice.start(i);
        int level = levels.from() + dice.below(levels.count());
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Puzzle puzzle = task.generate(dice, level);
            if (unseen(task, puzzle.question()) == unseen) {
                return puzzle;
            }
        }
        throw new InputException("among " + TRIES + " puzzles of " + level + " " + levels.what() + " none is "
                + (unseen ? "unseen" : "to train on") + "; choose other levels");
    }

    /** The first so many. */
    public List<Puzzle> make(int count) {
        List<Puzzle> puzzles = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            puzzles.add(make((long) i));
        }
        return puzzles;
    }
}
