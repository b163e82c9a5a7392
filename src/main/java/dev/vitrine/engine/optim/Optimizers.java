package dev.vitrine.engine.optim;

import dev.vitrine.engine.Registry;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/** Every optimizer. To add one: write its rule, add the line. */
public final class Optimizers {
    /** Makes the rule of an optimizer, and with it an optimizer of the parameters that the gradients belong to. */
    @FunctionalInterface
    public interface Factory {
        /** @param gradients that the rule will be used on, for the size of its scratch memory */
        UpdateRule rule(Gradients gradients, OptimizerConfig config, Kernels kernels);

        default Optimizer create(Gradients gradients, OptimizerConfig config, Kernels kernels) {
            UpdateRule rule = rule(gradients, config, kernels);
            SignSgd bySign = new SignSgd(largest(gradients), true, kernels);
            return new Optimizer(gradients, config, p -> p.bySign() ? bySign : rule.of(p));
        }
    }

    public static final Registry<Factory> REGISTRY = new Registry<Factory>("optimizer")
            .add("adamw", (gradients, config, kernels) -> new AdamW(config, kernels))
            .add("adam", (gradients, config, kernels) -> new Adam(largest(gradients), config, kernels))
            .add("amsgrad", (gradients, config, kernels) -> new AmsGrad(largest(gradients), config, kernels))
            .add("adam_atan2", (gradients, config, kernels) -> new AdamAtan2(largest(gradients), config, kernels))
            .add("sign_sgd", (gradients, config, kernels) -> new SignSgd(largest(gradients), false, kernels))
            .add("sgd", (gradients, config, kernels) -> new Sgd(largest(gradients), config, kernels))
            .add("lion", (gradients, config, kernels) -> new Lion(largest(gradients), config, kernels))
            .add("adafactor", (gradients, config, kernels) -> new Adafactor(largest(gradients), gradients, kernels))
            .add("muon", (gradients, config, kernels) -> new Muon(largest(gradients), gradients, config, kernels));

    private Optimizers() {
    }

    /** How many numbers an optimizer keeps for parameters; makes none of them. */
    public static long kept(List<Parameter> parameters, OptimizerConfig config) {
        UpdateRule rule = REGISTRY.get(config.kind()).rule(Gradients.NONE, config, Backends.create("ejml"));
        long sum = 0;
        for (Parameter p : parameters) {
            for (UpdateRule.Memory m : rule.of(p).memory(p)) {
                sum += p.bySign() ? 0 : m.shape().count();
            }
        }
        return sum;
    }

    /** Numbers of the largest parameter. */
    private static int largest(Gradients gradients) {
        return gradients.parameters().stream().mapToInt(Parameter::size).max().orElse(0);
    }
}
