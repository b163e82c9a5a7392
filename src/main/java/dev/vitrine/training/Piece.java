package dev.vitrine.training;

import java.util.Comparator;

/**
 * One piece of work of a training step.
 *
 * @param segment        that it works on, empty where it is no segment's
 * @param differentiated false for the BACKWARD of a segment that no gradient flows through: the piece then does nothing
 * @param micro          number in the step of the micro-batch that it works on; the last one for CLIP and UPDATE, which come
 *                       after all
 */
public record Piece(Phase phase, String segment, boolean differentiated, int micro) {
    /** As the pieces of a step come one after the other, but for segments. */
    static final Comparator<Piece> ORDER = Comparator.comparingInt(Piece::micro).thenComparing(Piece::phase);
}
