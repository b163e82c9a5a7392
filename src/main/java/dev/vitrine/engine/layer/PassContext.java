package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.Weights;

/**
 * Everything that one use of a layer needs: sizes, where weights come from, where gradients go, and the inner loops.
 *
 * @param batch  B, sequences
 * @param time   T, positions of each sequence
 * @param chance what dropout draws from; {@link Chance#NONE} where nothing is left out
 */
public record PassContext(int batch, int time, Weights weights, Gradients gradients, Kernels kernels, Chance chance) {
    /** Without dropout. */
    public PassContext(int batch, int time, Weights weights, Gradients gradients, Kernels kernels) {
        this(batch, time, weights, gradients, kernels, Chance.NONE);
    }

    public PassContext {
        if (batch <= 0 || time <= 0) {
            throw new IllegalArgumentException("a pass needs at least one sequence and one position, got batch " + batch
                    + " and time " + time);
        }
    }

    /** Forward only, on the given weights. */
    public static PassContext evaluation(int batch, int time, Weights weights, Kernels kernels) {
        return new PassContext(batch, time, weights, Gradients.NONE, kernels);
    }

    /** B * T. */
    public int rows() {
        return batch * time;
    }

    /** (B, T, C). */
    public TensorShape shape(int channels) {
        return TensorShape.of("B", batch, "T", time, "C", channels);
    }
}
