package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.Arrays;
import java.util.List;

/**
 * Adaptive gradient clipping: where the gradient of an output unit is longer than lambda max(||w||, 1e-3), w the unit's
 * weights, it is shortened to that. A unit is a column of a matrix (in, out), or the whole of a vector. The head and tables of
 * embeddings are left as they are. Brock et al. 2021, arXiv:2102.06171.
 */
final class AdaptiveClip implements GradientStage {
    private static final float LEAST = 1e-3f;

    private final Gradients gradients;
    private final List<Parameter> parameters;
    private final float lambda;
    private final Kernels kernels;
    private final float[] ofGradient;   // sums of squares of columns, then factors
    private final float[] ofWeights;
    private final float[] clipped;      // units of each parameter that were too long
    private final float[] units;        // of each parameter that are looked at

    AdaptiveClip(Gradients gradients, double lambda, Kernels kernels) {
        this.gradients = gradients;
        this.lambda = (float) lambda;
        this.kernels = kernels;
        parameters = gradients.parameters();
        int widest = parameters.stream().mapToInt(p -> p.shape().columns()).max().orElse(0);
        ofGradient = new float[widest];
        ofWeights = new float[widest];
        clipped = new float[parameters.size()];
        units = new float[parameters.size()];
        for (int k = 0; k < units.length; k++) {
            Parameter p = parameters.get(k);
            units[k] = Matrices.hidden(p) ? p.shape().columns() : vector(p) ? 1 : 0;
        }
    }

    private static boolean vector(Parameter p) {
        return p.shape().rows() == 1;
    }

    @Override
    public void apply() {
        for (int k = 0; k < units.length; k++) {
            Parameter p = parameters.get(k);
            float[] g = gradients.of(p).data;
            if (Matrices.hidden(p)) {
                clipped[k] = clipColumns(p.value().data, g, p.shape().columns());
            } else if (vector(p)) {
                clipped[k] = clipVector(p.value().data, g);
            }
        }
    }

    private int clipColumns(float[] w, float[] g, int columns) {
        squares(w, columns, ofWeights);
        squares(g, columns, ofGradient);
        int count = 0;
        for (int j = 0; j < columns; j++) {
            ofGradient[j] = factor((float) Math.sqrt(ofWeights[j]), (float) Math.sqrt(ofGradient[j]));
            count += ofGradient[j] < 1 ? 1 : 0;
        }
        for (int i = 0; count > 0 && i < g.length; i += columns) {
            for (int j = 0; j < columns; j++) {
                g[i + j] *= ofGradient[j];
            }
        }
        return count;
    }

    private static void squares(float[] values, int columns, float[] sums) {
        Arrays.fill(sums, 0f);
        for (int i = 0; i < values.length; i += columns) {
            for (int j = 0; j < columns; j++) {
                sums[j] = Math.fma(values[i + j], values[i + j], sums[j]);
            }
        }
    }

    private int clipVector(float[] w, float[] g) {
        float factor = factor((float) Math.sqrt(kernels.sumOfSquares(w.length, w, 0)),
                (float) Math.sqrt(kernels.sumOfSquares(g.length, g, 0)));
        for (int i = 0; factor < 1 && i < g.length; i++) {
            g[i] *= factor;
        }
        return factor < 1 ? 1 : 0;
    }

    private float factor(float weights, float gradient) {
        float longest = lambda * Math.max(weights, LEAST);
        return gradient > longest ? longest / gradient : 1;
    }

    @Override
    public void tensors(TensorVisitor visitor) {
        TensorShape shape = TensorShape.of("parameter", units.length);
        visitor.tensor("clip.adaptive.units", shape, out -> System.arraycopy(units, 0, out, 0, units.length));
        visitor.tensor("clip.adaptive.clipped", shape, out -> System.arraycopy(clipped, 0, out, 0, clipped.length));
    }
}
