package dev.vitrine.engine.optim;

import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.Arrays;
import java.util.List;

/**
 * Gradient centralization: from the gradient of each output unit of a matrix (in, out), a column, its mean over the fan-in is
 * subtracted. Yong et al. 2020, arXiv:2004.01461.
 */
final class Centralization implements GradientStage {
    private final Gradients gradients;
    private final List<Parameter> parameters;
    private final float[] means;    // of the columns of one parameter
    private final float[] largest;  // |mean| taken from each parameter, for the views

    Centralization(Gradients gradients) {
        this.gradients = gradients;
        parameters = gradients.parameters();
        means = new float[parameters.stream().mapToInt(p -> p.shape().columns()).max().orElse(0)];
        largest = new float[parameters.size()];
    }

    @Override
    public void apply() {
        for (int k = 0; k < largest.length; k++) {
            Parameter p = parameters.get(k);
            largest[k] = Matrices.multiplies(p) ? center(gradients.of(p).data, p.shape().columns()) : 0;
        }
    }

    /** Returns the largest |mean|. */
    private float center(float[] g, int columns) {
        int rows = g.length / columns;
        Arrays.fill(means, 0f);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                means[j] += g[i * columns + j];
            }
        }
        float most = 0;
        for (int j = 0; j < columns; j++) {
            means[j] /= rows;
            most = Math.max(most, Math.abs(means[j]));
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                g[i * columns + j] -= means[j];
            }
        }
        return most;
    }

    @Override
    public void tensors(TensorVisitor visitor) {
        visitor.tensor("clip.centralized", TensorShape.of("parameter", largest.length),
                out -> System.arraycopy(largest, 0, out, 0, largest.length));
    }
}
