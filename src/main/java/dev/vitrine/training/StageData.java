package dev.vitrine.training;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.puzzle.Puzzle;
import dev.vitrine.engine.data.puzzle.PuzzleBatches;
import java.util.List;

/**
 * A stage with its text or puzzles cut into batches.
 *
 * @param validation what is held out, or null
 * @param steps      training steps of the stage
 */
public record StageData(StageConfig config, Batches train, Batches validation, int steps) {
    /** Puzzles that the run does not train on; empty for a text. */
    public List<Puzzle> unseen() {
        return validation instanceof PuzzleBatches puzzles ? puzzles.puzzles() : List.of();
    }
}
