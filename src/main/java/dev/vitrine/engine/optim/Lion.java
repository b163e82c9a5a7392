package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * The sign of a mean of gradients: w' = w - lr (sign(beta1 m + (1 - beta1) g) + decay w), and then
 * m' = beta2 m + (1 - beta2) g. Chen et al. 2023, arXiv:2302.06675, with beta2 0.99 and a learning rate 3 to 10 times smaller
 * than AdamW's.
 */
final class Lion implements UpdateRule {
    private final OptimizerConfig config;
    private final Kernels kernels;
    private final float[] change;

    Lion(int largest, OptimizerConfig config, Kernels kernels) {
        this.config = config;
        this.kernels = kernels;
        change = new float[largest];
    }

    @Override
    public String name() {
        return "lion";
    }

    @Override
    public List<Memory> memory(Parameter p) {
        return List.of(Memory.like(p, "lion.m"));
    }

    @Override
    public void step(Slot s, float learningRate, long t) {
        float[] m = s.memory()[0];
        float beta1 = (float) config.beta1();
        float beta2 = (float) config.beta2();
        for (int i = 0; i < s.size(); i++) {
            float direction = Math.signum(Moments.first(m[i], s.g()[i], beta1));
            m[i] = Moments.first(m[i], s.g()[i], beta2);
            change[i] = -learningRate * Math.fma(s.decay(), s.w()[i], direction);
        }
        s.add(change, kernels);
    }

    @Override
    public void terms(UpdateTerms to, long t) {
        float beta1 = (float) config.beta1();
        float beta2 = (float) config.beta2();
        float mixed = Moments.first(to.before().memory()[0][to.index()], to.gradient(), beta1);
        to.term("beta1", beta1).term("1-beta1", 1f - beta1).term("beta2", beta2).term("1-beta2", 1f - beta2);
        to.term("c", mixed).term("direction", Math.signum(mixed)).memory(0);
    }
}
