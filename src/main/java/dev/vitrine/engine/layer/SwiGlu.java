package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.add;
import static dev.vitrine.engine.tensor.Tensors.zeros;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;

/** y = (silu(x W_gate) * (x W_up)) W_down. Shazeer 2020, arXiv:2002.05202. */
public final class SwiGlu implements Layer {
    private final Linear gate;
    private final Linear up;
    private final Linear down;
    private final int hidden;
    private final int channels;

    public SwiGlu(String name, BlockConfig config, Draws draws) {
        hidden = config.hidden();
        channels = config.channels();
        double std = Linear.defaultStd(channels);
        gate = new Linear(name + ".gate", channels, hidden, config.bias(), std, draws);
        up = new Linear(name + ".up", channels, hidden, config.bias(), std, draws);
        down = new Linear(name + ".down", hidden, channels, config.bias(),
                Linear.defaultStd(hidden) * config.residualScale(), draws);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(gate, up, down).flatMap(l -> l.parameters().stream()).toList();
    }

    @Override
    public Pass newPass(PassContext context) {
        return new SwiGluPass(context);
    }

    private final class SwiGluPass implements Pass {
        private final Kernels kernels;
        private final TensorShape shape;
        private final TensorShape outShape;
        private final Pass gatePass;
        private final Pass upPass;
        private final Pass downPass;
        private final FMatrixRMaj act;     // (B*T, H)
        private final FMatrixRMaj dGate;   // (B*T, H)
        private final FMatrixRMaj dUp;     // (B*T, H)
        private final FMatrixRMaj dx;      // (B*T, C)
        private FMatrixRMaj gated;         // (B*T, H), before silu
        private FMatrixRMaj upped;         // (B*T, H)
        private FMatrixRMaj y;             // (B*T, C)

        SwiGluPass(PassContext c) {
            kernels = c.kernels();
            shape = TensorShape.of("B", c.batch(), "T", c.time(), "H", hidden);
            outShape = c.shape(channels);
            gatePass = gate.newPass(c);
            upPass = up.newPass(c);
            downPass = down.newPass(c);
            act = zeros(shape);
            dGate = zeros(shape);
            dUp = zeros(shape);
            dx = zeros(c.shape(channels));
            gated = act;
            upped = act;
            y = dx;
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            gated = gatePass.forward(x);
            upped = upPass.forward(x);
            kernels.swiglu(act.data.length, gated.data, 0, upped.data, 0, act.data, 0);
            y = downPass.forward(act);
            return y;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            FMatrixRMaj dAct = downPass.backward(dy);
            kernels.swigluBackward(act.data.length, gated.data, 0, upped.data, 0, dAct.data, 0, dGate.data, 0, dUp.data, 0);
            return add(upPass.backward(dUp), gatePass.backward(dGate), dx);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("gate", shape, gated);
            visitor.tensor("up", shape, upped);
            visitor.tensor("act", shape, act);
            visitor.tensor("out", outShape, y);
            visitor.tensor("grad.gate", shape, dGate);
            visitor.tensor("grad.up", shape, dUp);
        }
    }
}
