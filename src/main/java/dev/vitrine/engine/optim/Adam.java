package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * Adam with an L2 penalty in the gradient: g' = g + decay w, w' = w - lr m^ / (sqrt(v^) + eps), the moments being those of
 * g'. Kingma and Ba 2014, arXiv:1412.6980. It is {@link AdamW} of another gradient, and uses its kernel.
 */
final class Adam implements UpdateRule {
    private final Moments moments;
    private final Kernels kernels;
    private final float[] penalised;   // g'

    Adam(int largest, OptimizerConfig config, Kernels kernels) {
        moments = new Moments(config);
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
        moments.count(t);
        for (int i = 0; i < s.size(); i++) {
            penalised[i] = Math.fma(s.decay(), s.w()[i], s.g()[i]);
        }
        kernels.adamW(s.size(), s.w(), penalised, s.memory()[0], s.memory()[1], learningRate, moments.beta1, moments.beta2,
                moments.eps, 0f, moments.inverse1(), moments.inverse2(), s.squares());
    }

    @Override
    public void terms(UpdateTerms to) {
        to.term("g_decayed", Math.fma(to.before().decay(), to.weight(), to.gradient()));
        moments.terms(to);
    }
}
