package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.add;
import static dev.vitrine.engine.tensor.Tensors.copy;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;

/** mid = norm1(x + attn(x)), post = norm2(mid + mlp(mid)): the original Transformer's order, and HRM's. */
record PostNormBlock(Layer norm1, Layer attn, Layer norm2, Layer mlp, int channels) implements Layer {
    @Override
    public List<Parameter> parameters() {
        return Stream.of(attn, norm1, mlp, norm2).flatMap(l -> l.parameters().stream()).toList();
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
        private final FMatrixRMaj sum1;   // (B*T, C): x + attn(x)
        private final FMatrixRMaj sum2;   // (B*T, C): mid + mlp(mid)
        private final FMatrixRMaj dPost;  // (B*T, C): a copy, too
        private final FMatrixRMaj dMid;   // (B*T, C)
        private final FMatrixRMaj dx;     // (B*T, C)
        private FMatrixRMaj mid;
        private FMatrixRMaj post;

        BlockPass(PostNormBlock block, PassContext c) {
            shape = c.shape(block.channels);
            norm1 = block.norm1.newPass(c);
            attn = block.attn.newPass(c);
            norm2 = block.norm2.newPass(c);
            mlp = block.mlp.newPass(c);
            pre = c.zeros(shape);
            sum1 = c.zeros(shape);
            sum2 = c.zeros(shape);
            dPost = c.scratch(shape);
            dMid = c.scratch(shape);
            dx = c.scratch(shape);
            mid = sum1;
            post = sum2;
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            copy(x, pre);
            mid = norm1.forward(add(x, attn.forward(x), sum1));
            post = norm2.forward(add(mid, mlp.forward(mid), sum2));
            return post;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            copy(dy, dPost);
            FMatrixRMaj dSum2 = norm2.backward(dPost);
            add(dSum2, mlp.backward(dSum2), dMid);
            FMatrixRMaj dSum1 = norm1.backward(dMid);
            return add(dSum1, attn.backward(dSum1), dx);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("resid_pre", shape, pre);
            attn.tensors(visitor.under("attn"));
            norm1.tensors(visitor.under("norm1"));
            visitor.tensor("resid_mid", shape, mid);
            mlp.tensors(visitor.under("mlp"));
            norm2.tensors(visitor.under("norm2"));
            visitor.tensor("resid_post", shape, post);
            visitor.tensor("grad.resid_post", shape, dPost);
            visitor.tensor("grad.resid_mid", shape, dMid);
            visitor.tensor("grad.resid_pre", shape, dx);
        }
    }
}
