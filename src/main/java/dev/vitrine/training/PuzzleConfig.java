package dev.vitrine.training;

import dev.vitrine.engine.Defaulted;

/**
 * The puzzles of a stage.
 *
 * @param train      puzzles to train on
 * @param unseen     puzzles to measure on; no run trains on one of their kind
 * @param minLevel   lowest level in the task's measure; 0 for the usual
 * @param maxLevel   highest level; 0 for the usual
 * @param augment    whether each puzzle is varied anew whenever it is shown, where the task has symmetries
 * @param curriculum share of the stage over which harder levels come in, the easiest alone at first; 0 shows all from the start
 */
@Defaulted
public record PuzzleConfig(int train, int unseen, int minLevel, int maxLevel, boolean augment, double curriculum) {
    private static final int MOST = 1_000_000;

    public static final PuzzleConfig DEFAULT = new PuzzleConfig(8000, 500, 0, 0, true, 0);

    public PuzzleConfig {
        if (train < 1 || train > MOST) {
            throw new IllegalArgumentException("train must be from 1 to " + MOST + " puzzles, got " + train);
        }
        if (unseen < 0 || unseen > MOST) {
            throw new IllegalArgumentException("unseen must be from 0 to " + MOST + " puzzles, got " + unseen);
        }
        if (minLevel < 0 || maxLevel < 0) {
            throw new IllegalArgumentException((minLevel < 0 ? "min_level" : "max_level") + " must be at least 0, got "
                    + Math.min(minLevel, maxLevel) + ": 0 is the usual of the task");
        }
        if (!(curriculum >= 0 && curriculum <= 1)) {
            throw new IllegalArgumentException("curriculum must be from 0 to 1, got " + curriculum + ": 0.5 shows every level after half of the stage");
        }
    }
}
