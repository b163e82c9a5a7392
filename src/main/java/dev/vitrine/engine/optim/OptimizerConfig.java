package dev.vitrine.engine.optim;

/**
 * @param kind        name in {@link Optimizers}
 * @param weightDecay applies to matrices only, or to every parameter with {@code decayAll}
 * @param clipNorm    longest global L2 norm of the gradient; 0 leaves it as it is
 */
public record OptimizerConfig(String kind, double beta1, double beta2, double eps, double weightDecay, boolean decayAll,
                              double clipNorm) {
    public static final OptimizerConfig DEFAULT = new OptimizerConfig("adamw", 0.9, 0.95, 1e-8, 0.01, false, 1.0);

    public OptimizerConfig {
        Optimizers.REGISTRY.get(kind);
        below1("beta1", beta1);
        below1("beta2", beta2);
        notNegative("eps", eps);
        notNegative("weight_decay", weightDecay);
        notNegative("clip_norm", clipNorm);
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
