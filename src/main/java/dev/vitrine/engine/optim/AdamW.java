package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * Adam with decoupled weight decay: w' = w - lr (m^ / (sqrt(v^) + eps) + decay w). Loshchilov and Hutter 2019,
 * arXiv:1711.05101.
 */
final class AdamW implements UpdateRule {
    private final Moments moments;
    private final Kernels kernels;

    AdamW(OptimizerConfig config, Kernels kernels) {
        moments = new Moments(config);
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
        moments.count(t);
        kernels.adamW(s.size(), s.w(), s.g(), s.memory()[0], s.memory()[1], learningRate, moments.beta1, moments.beta2,
                moments.eps, s.decay(), moments.inverse1(), moments.inverse2(), s.squares());
    }

    @Override
    public void terms(UpdateTerms to) {
        moments.terms(to);
    }
}
