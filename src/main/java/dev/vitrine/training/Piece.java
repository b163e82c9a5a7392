package dev.vitrine.training;

/**
 * One piece of work of a training step.
 *
 * @param segment        that it works on, empty where it is no segment's
 * @param differentiated false for the BACKWARD of a segment that no gradient flows through: the piece then does nothing
 */
public record Piece(Phase phase, String segment, boolean differentiated) {
}
