package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * Adam whose step never grows because a large gradient is forgotten: with g' = g + decay w and v_max = max(v_max, v),
 * w' = w - lr m^ / (sqrt(v_max / (1 - beta2^t)) + eps). Reddi, Kale and Kumar 2018, arXiv:1904.09237.
 */
final class AmsGrad implements UpdateRule {
    private final OptimizerConfig config;
    private final Kernels kernels;
    private final float[] change;

    AmsGrad(int largest, OptimizerConfig config, Kernels kernels) {
        this.config = config;
        this.kernels = kernels;
        change = new float[largest];
    }

    @Override
    public String name() {
        return "amsgrad";
    }

    @Override
    public List<Memory> memory(Parameter p) {
        return List.of(Memory.like(p, Moments.M), Memory.like(p, Moments.V), Memory.like(p, "adam.v_max"));
    }

    @Override
    public void step(Slot s, float learningRate, long t) {
        float[] m = s.memory()[0];
        float[] v = s.memory()[1];
        float[] top = s.memory()[2];
        float beta1 = (float) config.beta1();
        float beta2 = (float) config.beta2();
        float eps = (float) config.eps();
        float inverse1 = Moments.inverse(config.beta1(), t);
        float inverse2 = Moments.inverse(config.beta2(), t);
        for (int i = 0; i < s.size(); i++) {
            float g = Math.fma(s.decay(), s.w()[i], s.g()[i]);
            m[i] = Moments.first(m[i], g, beta1);
            v[i] = Moments.second(v[i], g, beta2);
            top[i] = Math.max(top[i], v[i]);
            change[i] = -learningRate * (m[i] * inverse1 / ((float) Math.sqrt(top[i] * inverse2) + eps));
        }
        s.add(change, kernels);
    }

    @Override
    public void terms(UpdateTerms to, long t) {
        to.term("g_decayed", Math.fma(to.before().decay(), to.weight(), to.gradient()));
        Moments.terms(to, config, t);
        to.memory(2).term("v_max_hat", to.remembered(2) * Moments.inverse(config.beta2(), t));
        to.term("eps", (float) config.eps());
    }
}
