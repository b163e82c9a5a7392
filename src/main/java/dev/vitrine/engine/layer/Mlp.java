package dev.vitrine.engine.layer;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** y = f(x W_up) W_down with an {@link Activation} f. Vaswani et al. 2017, arXiv:1706.03762. */
public final class Mlp implements Layer {
    private final Linear up;
    private final Linear down;
    private final Activation activation;
    private final int hidden;
    private final int channels;

    Mlp(String name, BlockConfig config, Activation activation, Draws draws) {
        this.activation = activation;
        hidden = config.hidden();
        channels = config.channels();
        Initialization begin = config.initialization();
        up = new Linear(name + ".up", config.channels(), hidden, config.bias(), begin.std(config.channels()), begin, draws);
        down = new Linear(name + ".down", hidden, config.channels(), config.bias(),
                begin.std(hidden) * config.residualScale(), begin, draws);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(up.parameters());
        all.addAll(down.parameters());
        return all;
    }

    @Override
    public Pass newPass(PassContext context) {
        return new MlpPass(context);
    }

    private final class MlpPass implements Pass {
        private final Kernels kernels;
        private final RowRange range;
        private final TensorShape shape;
        private final TensorShape outShape;
        private final Pass upPass;
        private final Pass downPass;
        private final FMatrixRMaj act;    // (B*T, H)
        private final FMatrixRMaj dPre;   // (B*T, H)
        private FMatrixRMaj pre;          // (B*T, H), before the activation
        private FMatrixRMaj y;            // (B*T, C)

        MlpPass(PassContext c) {
            kernels = c.kernels();
            range = c.range();
            shape = TensorShape.of("B", c.batch(), "T", c.time(), "H", hidden);
            outShape = c.shape(channels);
            upPass = up.newPass(c);
            downPass = down.newPass(c);
            act = c.zeros(shape);
            dPre = c.scratch(shape);
            pre = act;
            y = act;
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            pre = upPass.forward(x);
            activation.forward(kernels, range.from() * hidden, range.count() * hidden, pre.data, act.data);
            y = downPass.forward(act);
            return y;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            FMatrixRMaj dAct = downPass.backward(dy);
            activation.backward(kernels, range.from() * hidden, range.count() * hidden, pre.data, dAct.data, dPre.data);
            return upPass.backward(dPre);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("pre", shape, pre);
            visitor.tensor("act", shape, act);
            visitor.tensor("out", outShape, y);
            visitor.tensor("grad.pre", shape, dPre);
        }
    }
}
