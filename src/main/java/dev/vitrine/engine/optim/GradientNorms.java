package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;

/** L2 norms of gradients, one for each parameter and one of all, and clipping to a largest global norm. */
public final class GradientNorms {
    private final Gradients gradients;
    private final List<Parameter> parameters;
    private final Kernels kernels;
    private final double[] norms;
    private double global;
    private double left;     // of all parameters, when the last stage of clipping sees them
    private float factor = 1;

    public GradientNorms(Gradients gradients, Kernels kernels) {
        this.gradients = gradients;
        this.kernels = kernels;
        parameters = gradients.parameters();
        norms = new double[parameters.size()];
    }

    /** Works all norms anew. */
    public void measure() {
        double total = 0;
        for (int i = 0; i < norms.length; i++) {
            float[] g = gradients.of(parameters.get(i)).data;
            double squares = kernels.sumOfSquares(g.length, g, 0);
            norms[i] = Math.sqrt(squares);
            total += squares;
        }
        global = Math.sqrt(total);
        left = global;
    }

    /** Works anew what {@link #clip} compares: the length of what earlier stages left. */
    void measureLeft() {
        double total = 0;
        for (int i = 0; i < norms.length; i++) {
            float[] g = gradients.of(parameters.get(i)).data;
            total += kernels.sumOfSquares(g.length, g, 0);
        }
        left = Math.sqrt(total);
    }

    /** Of one parameter, as measured (before clipping). */
    public double of(int parameter) {
        return norms[parameter];
    }

    public int count() {
        return norms.length;
    }

    /** Of all parameters together, as measured (before clipping). */
    public double global() {
        return global;
    }

    /** Scales all gradients so that the global norm is at most {@code longest}; 0 leaves them. Pascanu et al. 2013. */
    public void clip(double longest) {
        factor = longest > 0 && left > longest ? (float) (longest / left) : 1;
        if (factor != 1) {
            for (Parameter p : parameters) {
                float[] g = gradients.of(p).data;
                for (int i = 0; i < g.length; i++) {
                    g[i] *= factor;
                }
            }
        }
    }

    /** All norms as measured, the global one that was left when it was clipped, and what the gradients were multiplied by. */
    public void tensors(TensorVisitor visitor) {
        visitor.tensor("clip.norms", TensorShape.of("parameter", norms.length), out -> {
            for (int i = 0; i < norms.length; i++) {
                out[i] = (float) norms[i];
            }
        });
        visitor.tensor("clip.norm", TensorShape.of("1", 1), out -> out[0] = (float) global);
        visitor.tensor("clip.norm_left", TensorShape.of("1", 1), out -> out[0] = (float) left);
        visitor.tensor("clip.factor", TensorShape.of("1", 1), out -> out[0] = factor);
    }
}
