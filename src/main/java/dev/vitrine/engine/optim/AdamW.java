package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * Adam with decoupled weight decay: w' = w - lr (m^ / (sqrt(v^) + eps) + decay w). Loshchilov and Hutter 2019,
 * arXiv:1711.05101.
 */
final class AdamW implements UpdateRule {
    private final OptimizerConfig config;
    private final Kernels kernels;

    AdamW(OptimizerConfig config, Kernels kernels) {
        this.config = config;
        this.kernels = kernels;
    }

    @Override
    public String name() {
        return "adamw";
    }

    @Override
    public List<Memory> memory(Parameter p) {
        return Moments.of(p);
    }

    @Override
    public void step(Slot s, float learningRate, long t) {
        kernels.adamW(s.size(), s.w(), s.g(), s.memory()[0], s.memory()[1], learningRate, (float) config.beta1(),
                (float) config.beta2(), (float) config.eps(), s.decay(), Moments.inverse(config.beta1(), t),
                Moments.inverse(config.beta2(), t), s.squares());
    }

    @Override
    public void terms(UpdateTerms to, long t) {
        Moments.terms(to, config, t);
        to.term("eps", (float) config.eps());
    }
}
