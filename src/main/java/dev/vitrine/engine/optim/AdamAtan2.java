package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.FloatMath;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * AdamW with atan2 in place of the quotient: no eps, and the scale of the gradient cancels.
 * w' = w - lr (atan2(m, sqrt(v^)) / (1 - beta1^t) + decay w). Everett et al. 2024, arXiv:2407.05872. The bias of m is
 * corrected outside of atan2, as the reference of HRM does, so that the first step is lr atan(1 - beta1) / (1 - beta1).
 */
final class AdamAtan2 implements UpdateRule {
    private final Moments moments;
    private final Kernels kernels;
    private final float[] change;

    AdamAtan2(int largest, OptimizerConfig config, Kernels kernels) {
        moments = new Moments(config);
        this.kernels = kernels;
        change = new float[largest];
    }

    @Override
    public String name() {
        return "adam_atan2";
    }

    @Override
    public List<Memory> memory(Parameter p) {
        return Moments.of(p);
    }

    @Override
    public void step(Slot s, float learningRate, long t) {
        moments.count(t);
        kernels.adamAtan2(s.size(), s.w(), s.g(), s.memory()[0], s.memory()[1], change, learningRate, moments.beta1, moments.beta2,
                s.decay(), moments.inverse1(), moments.inverse2());
        s.add(change, kernels);
    }

    @Override
    public void terms(UpdateTerms to) {
        moments.terms(to);
        to.term("angle", FloatMath.atan2(to.remembered(0), (float) Math.sqrt(to.remembered(1) * moments.inverse2())));
        to.term("inverse1", moments.inverse1());
    }
}
