package dev.vitrine.engine.layer;

import dev.vitrine.engine.Defaulted;

/**
 * Mixture of experts in the feed-forward part: {@code count} feed-forward layers, of which a router picks
 * {@code active} for each position. Shazeer et al. 2017, arXiv:1701.06538; Fedus et al. 2021, arXiv:2101.03961.
 *
 * @param count   experts; 1 for a plain feed-forward part
 * @param active  k, experts that work on a position
 * @param balance weight of the load-balance loss
 * @param zLoss   weight of the router's z-loss (Zoph et al. 2022, arXiv:2202.08906)
 */
@Defaulted
public record ExpertsConfig(int count, int active, double balance, double zLoss) {
    /** One: no router. */
    public static final ExpertsConfig DEFAULT = new ExpertsConfig(1, 1, 0.01, 0.001);

    public ExpertsConfig {
        if (count < 1 || count > 256) {
            throw new IllegalArgumentException("count must be from 1 to 256 experts, got " + count);
        }
        if (active < 1 || active > count) {
            throw new IllegalArgumentException("active must be from 1 to the count of experts (" + count + "), got " + active);
        }
        if (!(balance >= 0 && balance <= 10)) {
            throw new IllegalArgumentException("balance must be from 0 to 10, got " + balance + ": 0.01 is usual");
        }
        if (!(zLoss >= 0 && zLoss <= 10)) {
            throw new IllegalArgumentException("z_loss must be from 0 to 10, got " + zLoss + ": 0.001 is usual");
        }
    }
}
