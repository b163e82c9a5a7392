package dev.vitrine.engine.optim;

import dev.vitrine.engine.Defaulted;

/**
 * How gradients become new weights. A rule uses those settings that its formula has.
 *
 * @param kind         name in {@link Optimizers}
 * @param weightDecay  applies to matrices only, or to every parameter with {@code decayAll}
 * @param clipNorm     longest global L2 norm of the gradient; 0 leaves it as it is
 * @param clipValue    largest size of a number of the gradient; 0 leaves it as it is
 * @param adaptiveClip longest gradient of an output unit as a share of its weights, for {@link AdaptiveClip}; 0 leaves it
 * @param centralize   whether the gradient of a matrix loses its mean, for {@link Centralization}
 * @param momentum     mu of sgd and muon
 * @param nesterov     whether sgd looks ahead
 */
@Defaulted
public record OptimizerConfig(String kind, double beta1, double beta2, double eps, double weightDecay, boolean decayAll,
                              double clipNorm, double clipValue, double adaptiveClip, boolean centralize, double momentum,
                              boolean nesterov) {
    public static final OptimizerConfig DEFAULT = new OptimizerConfig("adamw", 0.9, 0.95, 1e-8, 0.01, false, 1.0);

    public OptimizerConfig {
        Optimizers.REGISTRY.get(kind);
        below1("beta1", beta1);
        below1("beta2", beta2);
        notNegative("eps", eps);
        notNegative("weight_decay", weightDecay);
        notNegative("clip_norm", clipNorm);
        notNegative("clip_value", clipValue);
        notNegative("adaptive_clip", adaptiveClip);
        below1("momentum", momentum);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("nesterov needs a momentum above 0: 0.9 is usual");
        }
    }

    /** With no clipping but that of the norm, and a momentum of 0.9. */
    public OptimizerConfig(String kind, double beta1, double beta2, double eps, double weightDecay, boolean decayAll,
                           double clipNorm) {
        this(kind, beta1, beta2, eps, weightDecay, decayAll, clipNorm, 0, 0, false, 0.9, false);
    }

    private static void below1(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to below 1, got " + value + ": 0.9 or 0.95 is usual");
        }
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number from 0 up, got " + value);
        }
    }
}
