package dev.vitrine.engine.checkpoint;

/**
 * What the references of HRM and TRM keep beside the sizes of a model: how it was trained.
 *
 * @param batchSize   puzzles of a step
 * @param segments    most segments that a puzzle is worked
 * @param exploration share of the steps in which a puzzle may not halt before a number of segments that is drawn
 * @param function    how the loss makes probabilities of logits
 */
public record Supervised(int batchSize, int segments, double exploration, String function) {
    static final String SEGMENTS = "halt_max_steps";   // the key of the references
}
