package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.add;
import static dev.vitrine.engine.tensor.Tensors.copy;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;

/** post = x + attn(norm1(x)) + mlp(norm1(x)), side by side on one norm. Wang and Komatsuzaki 2021 (GPT-J). */
record ParallelBlock(Layer norm1, Layer attn, Layer mlp, int channels) implements Layer {
    /** @param norm2 not used: there is one norm */
    ParallelBlock(Layer norm1, Layer attn, Layer norm2, Layer mlp, int channels) {
        this(norm1, attn, mlp, channels);
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(norm1, attn, mlp).flatMap(l -> l.parameters().stream()).toList();
    }

    @Override
    public Pass newPass(PassContext context) {
        return new BlockPass(this, context);
    }

    private static final class BlockPass implements Pass {
        private final TensorShape shape;
        private final Pass norm1;
        private final Pass attn;
        private final Pass mlp;
        private final FMatrixRMaj pre;      // (B*T, C): a copy to show, as the input changes before this block runs again
        private final FMatrixRMaj mid;      // (B*T, C), with attention's part only
        private final FMatrixRMaj post;     // (B*T, C)
        private final FMatrixRMaj dPost;    // (B*T, C): a copy, too
        private final FMatrixRMaj dNormed;  // (B*T, C)
        private final FMatrixRMaj dx;       // (B*T, C)

        BlockPass(ParallelBlock block, PassContext c) {
            shape = c.shape(block.channels);
            norm1 = block.norm1.newPass(c);
            attn = block.attn.newPass(c);
            mlp = block.mlp.newPass(c);
            pre = c.zeros(shape);
            mid = c.zeros(shape);
            post = c.zeros(shape);
            dPost = c.scratch(shape);
            dNormed = c.scratch(shape);
            dx = c.scratch(shape);
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            copy(x, pre);
            FMatrixRMaj normed = norm1.forward(x);
            add(x, attn.forward(normed), mid);
            return add(mid, mlp.forward(normed), post);
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            copy(dy, dPost);
            add(attn.backward(dPost), mlp.backward(dPost), dNormed);
            return add(dPost, norm1.backward(dNormed), dx);
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("resid_pre", shape, pre);
            norm1.tensors(visitor.under("norm1"));
            attn.tensors(visitor.under("attn"));
            visitor.tensor("resid_mid", shape, mid);
            mlp.tensors(visitor.under("mlp"));
            visitor.tensor("resid_post", shape, post);
            visitor.tensor("grad.resid_post", shape, dPost);
            visitor.tensor("grad.resid_pre", shape, dx);
        }
    }
}
