package dev.vitrine.analysis;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Gpt;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Segment;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * What a Transformer writes down for each position of a text, before its first block and after each: the numbers of its own
 * pass, copied.
 *
 * @param states blocks + 1 of (T, C); nobody writes to them
 * @param logits (T, V) of the pass
 */
record ResidualStream(int[] tokens, List<FMatrixRMaj> states, FMatrixRMaj logits) {
    /** @param tokens from one to as many as the context has; not modified */
    static ResidualStream of(Gpt model, Weights weights, Kernels kernels, int[] tokens) {
        int time = tokens.length;
        ModelPass pass = model.newPass(reading(time, weights, kernels));
        System.arraycopy(tokens, 0, pass.tokens(), 0, time);
        List<FMatrixRMaj> states = new ArrayList<>();
        TensorVisitor visitor = (name, shape, filler) -> {
            if (name.equals("blocks.0.resid_pre") || name.startsWith("blocks.") && name.endsWith(".resid_post")) {
                FMatrixRMaj copy = new FMatrixRMaj(shape.rows(), shape.columns());
                filler.fill(copy.data);
                states.add(copy);
            }
        };
        for (Segment segment : pass.segments()) {
            segment.forward();
            segment.tensors(visitor);
        }
        return new ResidualStream(tokens.clone(), List.copyOf(states), pass.logits());
    }

    /** One text, read once. */
    static PassContext reading(int time, Weights weights, Kernels kernels) {
        return PassContext.evaluation(1, time, weights, kernels).keeping(MemoryConfig.LEAST);
    }

    int time() {
        return tokens.length;
    }
}
