package dev.vitrine.engine.optim;

import dev.vitrine.engine.Registry;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;

/** Every optimizer. To add one: write its rule, add the line. */
public final class Optimizers {
    /** Makes the rule of an optimizer, and with it an optimizer of the parameters that the gradients belong to. */
    @FunctionalInterface
    public interface Factory {
        /** @param gradients that the rule will be used on, for the size of its scratch memory */
        UpdateRule rule(Gradients gradients, OptimizerConfig config, Kernels kernels);

        default Optimizer create(Gradients gradients, OptimizerConfig config, Kernels kernels) {
            return new Optimizer(gradients, config, rule(gradients, config, kernels));
        }
    }

    public static final Registry<Factory> REGISTRY = new Registry<Factory>("optimizer")
            .add("adamw", (gradients, config, kernels) -> new AdamW(config, kernels));

    private Optimizers() {
    }
}
