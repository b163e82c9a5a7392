package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.add;
import static dev.vitrine.engine.tensor.Tensors.copy;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;

/** mid = x + attn(norm1(x)), post = mid + mlp(norm2(mid)). Any layer may stand for attn or mlp. */
record PreNormBlock(Layer norm1, Layer attn, Layer norm2, Layer mlp, int channels) implements Layer {
    @Override
    public List<Parameter> parameters() {
        return Stream.of(norm1, attn, norm2, mlp).flatMap(l -> l.parameters().stream()).toList();
    }

    @Override
    public Pass newPass(PassContext context) {
        return new BlockPass(this, context);
    }

    private static final class BlockPass implements Pass {
        private final TensorShape shape;
        private final Pass norm1;
        private final Pass attn;
        private final Pass norm2;
        private final Pass mlp;
        private final FMatrixRMaj pre;    // (B*T, C): a copy to show, as the input changes before this block runs again
        private final FMatrixRMaj mid;    // (B*T, C)
        private final FMatrixRMaj post;   // (B*T, C)
        private final FMatrixRMaj dPost;  // (B*T, C): a copy, too
        private final FMatrixRMaj dMid;   // (B*T, C)
        private final FMatrixRMaj dx;     // (B*T, C)

        BlockPass(PreNormBlock block, PassContext c) {
            shape = c.shape(block.channels);
            norm1 = block.norm1.newPass(c);
            attn = block.attn.newPass(c);
            norm2 = block.norm2.newPass(c);
            mlp = block.mlp.newPass(c);
            pre = c.zeros(shape);
            mid = c.zeros(shape);
            post = c.zeros(shape);
            dPost = c.scratch(shape);
            dMid = c.scratch(shape);
            dx = c.scratch(shape);
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            copy(x, pre);
            add(x, attn.forward(norm1.forward(x)), mid);
            return add(mid, mlp.forward(norm2.forward(mid)), post);
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            copy(dy, dPost);
            add(dPost, norm2.backward(mlp.backward(dPost)), dMid);
            return add(dMid, norm1.backward(attn.backward(dMid)), dx);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("resid_pre", shape, pre);
            norm1.tensors(visitor.under("norm1"));
            attn.tensors(visitor.under("attn"));
            visitor.tensor("resid_mid", shape, mid);
            norm2.tensors(visitor.under("norm2"));
            mlp.tensors(visitor.under("mlp"));
            visitor.tensor("resid_post", shape, post);
            visitor.tensor("grad.resid_post", shape, dPost);
            visitor.tensor("grad.resid_mid", shape, dMid);
            visitor.tensor("grad.resid_pre", shape, dx);
        }
    }
}
