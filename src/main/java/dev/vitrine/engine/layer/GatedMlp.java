package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.add;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;

/** y = (f(x W_gate) * (x W_up)) W_down with a {@link Gate} f. Shazeer 2020, arXiv:2002.05202. */
public final class GatedMlp implements Layer {
    private final Linear gate;
    private final Linear up;
    private final Linear down;
    private final Gate function;
    private final int hidden;
    private final int channels;

    GatedMlp(String name, BlockConfig config, Gate function, Draws draws) {
        this.function = function;
        hidden = config.hidden();
        channels = config.channels();
        Initialization begin = config.initialization();
        double std = begin.std(channels);
        gate = new Linear(name + ".gate", channels, hidden, config.bias(), std, begin, draws);
        up = new Linear(name + ".up", channels, hidden, config.bias(), std, begin, draws);
        down = new Linear(name + ".down", hidden, channels, config.bias(),
                begin.std(hidden) * config.residualScale(), begin, draws);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(gate, up, down).flatMap(l -> l.parameters().stream()).toList();
    }

    @Override
    public Pass newPass(PassContext context) {
        return new GatedPass(context);
    }

    private final class GatedPass implements Pass {
        private final Kernels kernels;
        private final RowRange range;
        private final TensorShape shape;
        private final TensorShape outShape;
        private final Pass gatePass;
        private final Pass upPass;
        private final Pass downPass;
        private final FMatrixRMaj act;     // (B*T, H)
        private final FMatrixRMaj dGate;   // (B*T, H)
        private final FMatrixRMaj dUp;     // (B*T, H)
        private final FMatrixRMaj dx;      // (B*T, C)
        private FMatrixRMaj gated;         // (B*T, H), before the function
        private FMatrixRMaj upped;         // (B*T, H)
        private FMatrixRMaj y;             // (B*T, C)

        GatedPass(PassContext c) {
            kernels = c.kernels();
            range = c.range();
            shape = TensorShape.of("B", c.batch(), "T", c.time(), "H", hidden);
            outShape = c.shape(channels);
            gatePass = gate.newPass(c);
            upPass = up.newPass(c);
            downPass = down.newPass(c);
            act = c.zeros(shape);
            dGate = c.scratch(shape);
            dUp = c.scratch(shape);
            dx = c.scratch(c.shape(channels));
            gated = act;
            upped = act;
            y = dx;
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            gated = gatePass.forward(x);
            upped = upPass.forward(x);
            function.forward(kernels, range.from() * hidden, range.count() * hidden, gated.data, upped.data, act.data);
            y = downPass.forward(act);
            return y;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            FMatrixRMaj dAct = downPass.backward(dy);
            function.backward(kernels, range.from() * hidden, range.count() * hidden, gated.data, upped.data, dAct.data, dGate.data,
                    dUp.data);
            return add(upPass.backward(dUp), gatePass.backward(dGate), range.from() * channels, range.count() * channels, dx);
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
