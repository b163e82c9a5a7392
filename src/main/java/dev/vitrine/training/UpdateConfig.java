package dev.vitrine.training;

import dev.vitrine.engine.Defaulted;

/**
 * What an update is made from, and what is made from it.
 *
 * @param accumulate micro-batches: parts that a batch is worked in one after the other, with the memory of one; their
 *                   gradients add up to that of the whole batch
 * @param emaDecay   d of the moving average of the weights, a' = d a + (1 - d) w' after each update (Polyak & Juditsky 1992);
 *                   0 for none
 */
@Defaulted
public record UpdateConfig(int accumulate, double emaDecay) {
    /** The whole batch at once, no average. */
    public static final UpdateConfig DEFAULT = new UpdateConfig(1, 0);

    public UpdateConfig {
        if (accumulate < 1 || accumulate > 4096) {
            throw new IllegalArgumentException("accumulate must be from 1 to 4096 micro-batches, got " + accumulate);
        }
        if (!(emaDecay >= 0 && emaDecay < 1)) {
            throw new IllegalArgumentException("ema_decay must be from 0 to below 1, got " + emaDecay + ": 0.99 or 0.999 is usual");
        }
    }
}
