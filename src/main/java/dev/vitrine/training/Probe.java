package dev.vitrine.training;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.MemoryConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.model.Segment;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Weights;
import java.util.Map;

/** A pinned text that the present weights read whenever somebody looks; its tensors are named {@code probe.}. */
final class Probe {
    private final ModelPass pass;
    private final int[] tokens;

    /** @param tokens at least one, at most the model's context length */
    Probe(Model model, int[] tokens, Kernels kernels) {
        this.tokens = tokens;
        pass = model.newPass(PassContext.evaluation(1, tokens.length, Weights.LIVE, kernels).keeping(MemoryConfig.LEAST));
        System.arraycopy(tokens, 0, pass.tokens(), 0, tokens.length);
    }

    int[] tokens() {
        return tokens;
    }

    /** Reads the text and copies those of its tensors that are observed.
     *  @param step and {@code micro} of which they are */
    void copy(Observed observed, int step, int micro, Map<String, TensorSnapshot> to) {
        tensors((name, shape, filler) -> {
            if (observed.wants(name)) {
                float[] values = new float[shape.count()];
                filler.fill(values);
                to.put(name, new TensorSnapshot(name, shape, values, step, micro));
            }
        });
    }

    private void tensors(TensorVisitor visitor) {
        if (pass instanceof ReasoningPass reasoning) {
            reasoning.restart();
        }
        TensorVisitor probe = visitor.under("probe").withoutGradients();
        for (Segment segment : pass.segments()) {      // before the next one takes its matrices
            segment.forward();
            segment.tensors(probe);
        }
    }
}
