package dev.vitrine.training;

import dev.vitrine.engine.Defaulted;

/**
 * Deep supervision of a model that reasons: a step works one segment, and each puzzle goes on from the states it has until it
 * halts (arXiv:2506.21734, section 2). Means nothing to other models.
 *
 * @param firstSegments M at the begin of a run; it doubles in equal parts of the run until it is {@code segments}
 * @param segments      M, the most segments that a puzzle is worked; measuring takes as many, whatever the halting head says
 * @param haltWeight    weight of the halting head's loss
 * @param exploration   share of the steps in which a puzzle may not halt before a number of segments drawn from 2 to M
 * @param qContinue     whether q_continue is trained, too, by one more forward pass of the segment after; a puzzle then halts
 *                      where q_halt is above it, and else where q_halt is above 0
 */
@Defaulted
public record SupervisionConfig(int firstSegments, int segments, double haltWeight, double exploration, boolean qContinue) {
    /** M 2, 4, 8; q_halt alone, as TRM (arXiv:2510.04871). */
    public static final SupervisionConfig DEFAULT = new SupervisionConfig(2, 8, 0.5, 0.1, false);

    public SupervisionConfig {
        if (segments < 1 || segments > 64) {
            throw new IllegalArgumentException("segments must be from 1 to 64, got " + segments);
        }
        if (firstSegments < 1 || firstSegments > segments) {
            throw new IllegalArgumentException("first_segments must be from 1 to segments (" + segments + "), got " + firstSegments);
        }
        if (!(haltWeight >= 0 && haltWeight <= 100)) {
            throw new IllegalArgumentException("halt_weight must be from 0 to 100, got " + haltWeight + ": 0.5 is usual");
        }
        if (!(exploration >= 0 && exploration <= 1)) {
            throw new IllegalArgumentException("exploration must be from 0 to 1, got " + exploration + ": 0.1 is usual");
        }
    }

    /** M at a step of a run of so many. */
    public int segmentsAt(int step, int totalSteps) {
        int doublings = 0;
        while (firstSegments << doublings < segments) {
            doublings++;
        }
        long part = Math.min(doublings, (long) step * (doublings + 1) / Math.max(1, totalSteps));
        return Math.min(segments, firstSegments << part);
    }
}
