package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * Adam with an L2 penalty in the gradient: g' = g + decay w, w' = w - lr m^ / (sqrt(v^) + eps), the moments being those of
 * g'. Kingma and Ba 2014, arXiv:1412.6980. It is {@link AdamW} of another gradient, and uses its kernel.
 */
final class Adam implements UpdateRule {
    private final OptimizerConfig config;
    private final Kernels kernels;
    private final float[] penalised;   // g'

    Adam(int largest, OptimizerConfig config, Kernels kernels) {
        this.config = config;
        this.kernels = kernels;
        penalised = new float[largest];
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public List<Memory> memory(Parameter p) {
        return Moments.of(p);
    }

    @Override
    public void step(Slot s, float learningRate, long t) {
        for (int i = 0; i < s.size(); i++) {
            penalised[i] = Math.fma(s.decay(), s.w()[i], s.g()[i]);
        }
        kernels.adamW(s.size(), s.w(), penalised, s.memory()[0], s.memory()[1], learningRate, (float) config.beta1(),
                (float) config.beta2(), (float) config.eps(), 0f, Moments.inverse(config.beta1(), t),
                Moments.inverse(config.beta2(), t), s.squares());
    }

    @Override
    public void terms(UpdateTerms to, long t) {
        to.term("g_decayed", Math.fma(to.before().decay(), to.weight(), to.gradient()));
        Moments.terms(to, config, t);
        to.term("eps", (float) config.eps());
    }
}
