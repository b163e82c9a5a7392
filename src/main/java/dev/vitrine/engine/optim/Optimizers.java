package dev.vitrine.engine.optim;

import dev.vitrine.engine.Registry;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;

/** Every optimizer. To add one: write the class, add the line. */
public final class Optimizers {
    /** Makes an optimizer of the parameters that the gradients belong to. */
    @FunctionalInterface
    public interface Factory {
        Optimizer create(Gradients gradients, OptimizerConfig config, Kernels kernels);
    }

    public static final Registry<Factory> REGISTRY = new Registry<Factory>("optimizer").add("adamw", AdamW::new);

    private Optimizers() {
    }
}
