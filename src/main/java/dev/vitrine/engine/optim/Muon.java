package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * Momentum whose step is made orthogonal: b' = mu b + g, u = g + mu b' (Nesterov), o = {@link NewtonSchulz} of u,
 * w' = w - lr (0.2 sqrt(max(in, out)) o + decay w). Jordan et al. 2024. The factor, of Liu et al. 2025, arXiv:2502.16982,
 * gives a step the size of AdamW's, so that both go by one learning rate: embeddings, head and vectors are left to AdamW.
 * A usual mu is 0.95. A matrix of queries, keys and values together is one matrix.
 */
final class Muon implements UpdateRule {
    private static final float SIZE = 0.2f;

    private final Kernels kernels;
    private final AdamW others;
    private final float momentum;
    private final NewtonSchulz newtonSchulz;
    private final float[] orthogonal;
    private final float[] change;

    Muon(int largest, Gradients gradients, OptimizerConfig config, Kernels kernels) {
        this.kernels = kernels;
        others = new AdamW(config, kernels);
        momentum = (float) config.momentum();
        int side = gradients.parameters().stream().filter(Matrices::hidden)
                .mapToInt(p -> Math.min(p.shape().rows(), p.shape().columns())).max().orElse(0);
        newtonSchulz = new NewtonSchulz(largest, side, kernels);
        orthogonal = new float[largest];
        change = new float[largest];
    }

    @Override
    public UpdateRule of(Parameter p) {
        return Matrices.hidden(p) ? this : others;
    }

    @Override
    public String name() {
        return "muon";
    }

    @Override
    public List<Memory> memory(Parameter p) {
        return List.of(Memory.like(p, "muon.momentum"));
    }

    @Override
    public boolean elementwise() {
        return false;
    }

    @Override
    public void step(Slot s, float learningRate, long t) {
        float[] b = s.memory()[0];
        for (int i = 0; i < s.size(); i++) {
            b[i] = Math.fma(momentum, b[i], s.g()[i]);
            orthogonal[i] = Math.fma(momentum, b[i], s.g()[i]);
        }
        newtonSchulz.orthogonalise(orthogonal, s.parameter().shape().rows(), s.parameter().shape().columns());
        float scale = scale(s.parameter());
        for (int i = 0; i < s.size(); i++) {
            change[i] = -learningRate * Math.fma(s.decay(), s.w()[i], scale * orthogonal[i]);
        }
        s.add(change, kernels);
    }

    private static float scale(Parameter p) {
        return SIZE * (float) Math.sqrt(Math.max(p.shape().rows(), p.shape().columns()));
    }

    @Override
    public void terms(UpdateTerms to, long t) {
        to.term("mu", momentum).memory(0);
        to.term("u", Math.fma(momentum, to.remembered(0), to.gradient()));
        to.term("o", orthogonal[to.index()]).term("scale", scale(to.before().parameter()));
    }
}
