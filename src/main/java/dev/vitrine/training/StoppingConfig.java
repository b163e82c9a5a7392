package dev.vitrine.training;

import dev.vitrine.engine.Defaulted;

/**
 * When a run ends before its plan, and which of its states is the result. Both go by the loss on held-out text, as it was
 * measured every {@code validate_every} steps; Prechelt 1998, "Early stopping - but when?".
 *
 * @param patience measurements in a row without a better one, after which training stops; 0 to go on to the planned end
 * @param minDelta nats by which a loss must be lower than the best before it to count as better
 * @param keepBest whether the result is the state with the lowest loss of the last stage, instead of the last state
 */
@Defaulted
public record StoppingConfig(int patience, double minDelta, boolean keepBest) {
    /** To the planned end. */
    public static final StoppingConfig DEFAULT = new StoppingConfig(0, 0, false);

    public StoppingConfig {
        if (patience < 0) {
            throw new IllegalArgumentException("patience must not be negative, got " + patience + ": 0 trains to the planned end");
        }
        if (!(minDelta >= 0) || Double.isInfinite(minDelta)) {
            throw new IllegalArgumentException("min_delta must be a finite number of nats from 0 up, got " + minDelta);
        }
    }

    /** Whether anything is decided by held-out text. */
    boolean needsValidation() {
        return patience > 0 || keepBest;
    }
}
