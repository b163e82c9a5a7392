package dev.vitrine.training;

import dev.vitrine.engine.data.Batches;

/**
 * A stage with its text cut into batches.
 *
 * @param validation held-out text, or null
 * @param steps      training steps of the stage
 */
public record StageData(StageConfig config, Batches train, Batches validation, int steps) {
}
