package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.zeros;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** y = gelu(x W_up) W_down, GELU in its tanh form. Hendrycks and Gimpel 2016, arXiv:1606.08415. */
public final class Mlp implements Layer {
    private final Linear up;
    private final Linear down;
    private final int hidden;
    private final int channels;

    public Mlp(String name, BlockConfig config, Draws draws) {
        hidden = config.hidden();
        channels = config.channels();
        up = new Linear(name + ".up", config.channels(), hidden, config.bias(), Linear.defaultStd(config.channels()), draws);
        down = new Linear(name + ".down", hidden, config.channels(), config.bias(),
                Linear.defaultStd(hidden) * config.residualScale(), draws);
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
        private final TensorShape shape;
        private final TensorShape outShape;
        private final Pass upPass;
        private final Pass downPass;
        private final FMatrixRMaj act;    // (B*T, H)
        private final FMatrixRMaj dPre;   // (B*T, H)
        private FMatrixRMaj pre;          // (B*T, H), before the GELU
        private FMatrixRMaj y;            // (B*T, C)

        MlpPass(PassContext c) {
            kernels = c.kernels();
            shape = TensorShape.of("B", c.batch(), "T", c.time(), "H", hidden);
            outShape = c.shape(channels);
            upPass = up.newPass(c);
            downPass = down.newPass(c);
            act = zeros(shape);
            dPre = zeros(shape);
            pre = act;
            y = zeros(outShape);
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            pre = upPass.forward(x);
            kernels.gelu(act.data.length, pre.data, 0, act.data, 0);
            y = downPass.forward(act);
            return y;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            FMatrixRMaj dAct = downPass.backward(dy);
            kernels.geluBackward(dPre.data.length, pre.data, 0, dAct.data, 0, dPre.data, 0);
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
