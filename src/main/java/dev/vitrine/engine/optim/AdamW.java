package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.List;

/** Adam with decoupled weight decay. Loshchilov and Hutter 2019, arXiv:1711.05101. */
public final class AdamW implements Optimizer {
    /** One parameter with its moments. */
    private record Slot(Parameter p, float[] w, float[] g, float[] m, float[] v, double[] squares) {
    }

    private final OptimizerConfig config;
    private final Kernels kernels;
    private final List<Slot> slots = new ArrayList<>();
    private final List<float[]> state = new ArrayList<>();
    private long updates;

    public AdamW(Gradients gradients, OptimizerConfig config, Kernels kernels) {
        this.config = config;
        this.kernels = kernels;
        for (Parameter p : gradients.parameters()) {
            Slot s = new Slot(p, p.value().data, gradients.of(p).data, new float[p.size()], new float[p.size()], new double[2]);
            slots.add(s);
            state.add(s.m);
            state.add(s.v);
        }
    }

    @Override
    public void step(float learningRate) {
        updates++;
        float inverse1 = inverse(config.beta1());
        float inverse2 = inverse(config.beta2());
        for (int i = 0; i < slots.size(); i++) {
            Slot s = slots.get(i);
            kernels.adamW(s.w.length, s.w, s.g, s.m, s.v, learningRate, (float) config.beta1(), (float) config.beta2(),
                    (float) config.eps(), decay(s.p), inverse1, inverse2, s.squares);
        }
    }

    /** 1 / (1 - beta^t). */
    private float inverse(double beta) {
        return (float) (1 / (1 - StrictMath.pow(beta, updates)));
    }

    private float decay(Parameter p) {
        return p.decayed() || config.decayAll() ? (float) config.weightDecay() : 0f;
    }

    @Override
    public long updates() {
        return updates;
    }

    @Override
    public void setUpdates(long updates) {
        this.updates = updates;
    }

    @Override
    public List<float[]> state() {
        return state;
    }

    @Override
    public double updateRatio(int parameter) {
        double[] squares = slots.get(parameter).squares;
        return squares[1] == 0 ? Double.NaN : Math.sqrt(squares[0] / squares[1]);
    }

    @Override
    public UpdateTrace trace(Parameter parameter, int index, float learningRate) {
        Slot s = slots.stream().filter(slot -> slot.p == parameter).findFirst().orElseThrow(
                () -> new IllegalArgumentException(parameter + " is not trained by this optimizer"));
        float[] w = {s.w[index]};
        float[] m = {s.m[index]};
        float[] v = {s.v[index]};
        float gradient = s.g[index];
        updates++;
        float inverse1 = inverse(config.beta1());
        float inverse2 = inverse(config.beta2());
        updates--;
        float decay = decay(parameter);
        kernels.adamW(1, w, new float[] {gradient}, m, v, learningRate, (float) config.beta1(), (float) config.beta2(),
                (float) config.eps(), decay, inverse1, inverse2, new double[2]);
        return new UpdateTrace(parameter.name(), index, s.w[index], gradient, m[0], v[0], m[0] * inverse1, v[0] * inverse2,
                learningRate, decay, (float) config.eps(), w[0]);
    }

    @Override
    public void tensors(TensorVisitor visitor) {
        for (Slot s : slots) {
            visitor.tensor("adam.m." + s.p.name(), s.p.shape(), out -> System.arraycopy(s.m, 0, out, 0, s.m.length));
            visitor.tensor("adam.v." + s.p.name(), s.p.shape(), out -> System.arraycopy(s.v, 0, out, 0, s.v.length));
        }
    }
}
