package dev.vitrine.training;

import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;

/** Finds the first tensor, in the order of work, that holds a number that is not finite. */
final class NotFinite {
    private final TrainingStep step;
    private String parameter;
    private String forward;
    private String gradient;

    NotFinite(TrainingStep step) {
        this.step = step;
    }

    /** Weights are looked at first, then activations from the embedding to the loss, then gradients. */
    String first() {
        step.tensors((shard, at, gradientAt) -> this::look);
        if (parameter != null) {
            return parameter;
        }
        if (forward != null) {
            return forward;
        }
        return gradient == null ? "the loss" : gradient;
    }

    private void look(String name, TensorShape shape, TensorVisitor.Filler filler) {
        boolean isParameter = name.startsWith("param.");
        boolean isGradient = name.startsWith("grad.");
        boolean known = isParameter ? parameter != null : isGradient ? gradient != null : forward != null;
        if (known || name.endsWith("scores") || name.startsWith("adam.")) {   // masked scores are -infinity by design
            return;
        }
        float[] values = new float[shape.count()];
        filler.fill(values);
        for (float v : values) {
            if (!Float.isFinite(v)) {
                if (isParameter) {
                    parameter = name;
                } else if (isGradient) {
                    gradient = name;
                } else {
                    forward = name;
                }
                return;
            }
        }
    }
}
