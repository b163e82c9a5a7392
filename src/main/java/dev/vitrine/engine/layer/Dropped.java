package dev.vitrine.engine.layer;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * A part of a block whose output is left out here and there in training: single numbers (dropout, Srivastava et al. 2014)
 * and all of a sequence's (stochastic depth, Huang et al. 2016, arXiv:1603.09382, with the same share in every block).
 * What stays is scaled so that its mean is that of evaluation, in which this is the part itself.
 */
record Dropped(Layer part, int channels, double residual, double depth) implements Layer {
    /** The part itself where nothing is ever left out. */
    static Layer of(Layer part, BlockConfig config) {
        DropoutConfig d = config.dropout();
        return d.residual() == 0 && d.depth() == 0 ? part : new Dropped(part, config.channels(), d.residual(), d.depth());
    }

    @Override
    public List<Parameter> parameters() {
        return part.parameters();
    }

    @Override
    public Pass newPass(PassContext c) {
        Pass pass = part.newPass(c);
        return c.chance().active() ? new DroppedPass(c, pass) : pass;
    }

    private final class DroppedPass implements Pass {
        private final Pass pass;
        private final TensorShape shape;
        private final DropoutMask mask;
        private final FMatrixRMaj y;
        private final FMatrixRMaj dPart;

        DroppedPass(PassContext c, Pass pass) {
            this.pass = pass;
            shape = c.shape(channels);
            mask = new DropoutMask(c, channels, residual, depth);
            y = c.zeros(shape);
            dPart = c.scratch(shape);
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            mask.draw();
            return mask.apply(pass.forward(x), y);
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            return pass.backward(mask.apply(dy, dPart));
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            pass.tensors(visitor);
            visitor.tensor("dropout", shape, mask.factors());
        }
    }
}
