package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * Gradient descent with momentum: g' = g + decay w, b' = mu b + g', w' = w - lr b', or with Nesterov's look ahead
 * w' = w - lr (g' + mu b'). Polyak 1964; Sutskever et al. 2013. With mu 0 nothing is remembered.
 */
final class Sgd implements UpdateRule {
    private final Kernels kernels;
    private final float momentum;
    private final boolean nesterov;
    private final float[] change;

    Sgd(int largest, OptimizerConfig config, Kernels kernels) {
        this.kernels = kernels;
        momentum = (float) config.momentum();
        nesterov = config.nesterov();
        change = new float[largest];
    }

    @Override
    public String name() {
        return momentum == 0 ? "sgd_plain" : nesterov ? "sgd_nesterov" : "sgd";
    }

    @Override
    public List<Memory> memory(Parameter p) {
        return momentum == 0 ? List.of() : List.of(Memory.like(p, "sgd.momentum"));
    }

    @Override
    public void step(Slot s, float learningRate, long t) {
        if (momentum == 0) {
            for (int i = 0; i < s.size(); i++) {
                change[i] = -learningRate * penalised(s, i);
            }
        } else {
            float[] b = s.memory()[0];
            for (int i = 0; i < s.size(); i++) {
                float g = penalised(s, i);
                b[i] = Math.fma(momentum, b[i], g);
                change[i] = -learningRate * (nesterov ? Math.fma(momentum, b[i], g) : b[i]);
            }
        }
        s.add(change, kernels);
    }

    private static float penalised(Slot s, int i) {
        return Math.fma(s.decay(), s.w()[i], s.g()[i]);
    }

    @Override
    public void terms(UpdateTerms to, long t) {
        to.term("g_decayed", penalised(to.before(), to.index()));
        if (momentum > 0) {
            to.term("mu", momentum).memory(0);
        }
    }
}
