package dev.vitrine.engine.optim;

import dev.vitrine.engine.tensor.TensorVisitor;

/** Changes the gradients of parameters between backward and the update. */
interface GradientStage {
    void apply();

    /** What the last application did. */
    void tensors(TensorVisitor visitor);
}
