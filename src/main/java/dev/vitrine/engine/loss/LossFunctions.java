package dev.vitrine.engine.loss;

import dev.vitrine.engine.Registry;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.TensorShape;

/** Every way to make probabilities of logits. To add one: write the class, add the line. */
public final class LossFunctions {
    public static final String SOFTMAX = "softmax";
    public static final String STABLEMAX = "stablemax";

    @FunctionalInterface
    interface Factory {
        RowLoss create(TensorShape logits, LossConfig config, Kernels kernels, Buffers buffers);
    }

    public static final Registry<Factory> REGISTRY = new Registry<Factory>("function")
            .add(SOFTMAX, Softmax::new)
            .add(STABLEMAX, (logits, config, kernels, buffers) -> new Stablemax());

    private LossFunctions() {
    }
}
