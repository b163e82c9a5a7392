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
    private final OptimizerConfig config;
    private final Kernels kernels;
    private final float[] change;

    AdamAtan2(int largest, OptimizerConfig config, Kernels kernels) {
        this.config = config;
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
        float[] m = s.memory()[0];
        float[] v = s.memory()[1];
        float beta1 = (float) config.beta1();
        float beta2 = (float) config.beta2();
        float inverse1 = Moments.inverse(config.beta1(), t);
        float inverse2 = Moments.inverse(config.beta2(), t);
        for (int i = 0; i < s.size(); i++) {
            m[i] = Moments.first(m[i], s.g()[i], beta1);
            v[i] = Moments.second(v[i], s.g()[i], beta2);
            float angle = FloatMath.atan2(m[i], (float) Math.sqrt(v[i] * inverse2));
            change[i] = -learningRate * Math.fma(s.decay(), s.w()[i], inverse1 * angle);
        }
        s.add(change, kernels);
    }

    @Override
    public void terms(UpdateTerms to, long t) {
        Moments.terms(to, config, t);
        to.term("angle", FloatMath.atan2(to.remembered(0),
                (float) Math.sqrt(to.remembered(1) * Moments.inverse(config.beta2(), t))));
        to.term("inverse1", Moments.inverse(config.beta1(), t));
    }
}
