package dev.vitrine.engine.layer;

import dev.vitrine.engine.Defaulted;

/**
 * Probabilities of leaving something out in training; what stays is scaled by 1 / (1 - p), so that nothing changes in
 * evaluation. Srivastava et al. 2014.
 *
 * @param attention entries of the attention pattern
 * @param residual  numbers that a part writes to the residual stream
 * @param embedding numbers of the embeddings
 * @param depth     whole parts of a block for a whole sequence: stochastic depth, Huang et al. 2016, arXiv:1603.09382
 */
@Defaulted
public record DropoutConfig(double attention, double residual, double embedding, double depth) {
    /** Nothing is left out. */
    public static final DropoutConfig DEFAULT = new DropoutConfig(0, 0, 0, 0);

    public DropoutConfig {
        share("attention", attention);
        share("residual", residual);
        share("embedding", embedding);
        share("depth", depth);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be a probability from 0 to below 1, got " + value);
        }
    }
}
