package dev.vitrine.engine.optim;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;

/** Turns gradients into new weights. */
public interface Optimizer {
    /** Changes every learned parameter once. */
    void step(float learningRate);

    /** Updates made so far. */
    long updates();

    /** Continues as if so many updates had been made; with {@link #state()} this restores an optimizer. */
    void setUpdates(long updates);

    /** Every array the next update depends on, in a fixed order; live. */
    List<float[]> state();

    /** Root of the mean of squares of the last change of a parameter, over that of its weights before: ||dw|| / ||w||. */
    double updateRatio(int parameter);

    /** What the next update will do to one weight, worked by the same arithmetic; changes nothing. */
    UpdateTrace trace(Parameter parameter, int index, float learningRate);

    void tensors(TensorVisitor visitor);
}
