package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.tensor.Parameter;
import java.util.function.DoubleSupplier;
import org.ejml.data.FMatrixRMaj;

/**
 * Compares a gradient with the slope of the loss, summed in double, along random directions. A direction moves every number
 * of a tensor at once, by normal draws of the tensor's own size; the slope is (8 (L(h) - L(-h)) - (L(2h) - L(-2h))) / 12h,
 * whose error falls with h^4, so that h can be large against the rounding of floats. Every direction counts.
 */
public final class GradientCheck {
    static final double STEP = 0.005;
    static final int DIRECTIONS = 3;
    private static final double TOLERANCE = 1e-2;

    private GradientCheck() {
    }

    /**
     * Checks dx and every parameter's gradient of a layer; what dropout leaves out is the same in every pass.
     *
     * @param kinks last part of the name of the published tensor whose numbers change sign at a kink or jump; empty for a
     *              smooth layer
     */
    public static void verify(Layer layer, int batch, int time, int channels, double inputScale, Kernels kernels, String kinks) {
        LayerSlopes slopes = new LayerSlopes(layer, batch, time, channels, inputScale, kernels, kinks);
        assertThat(slopes.error("dx", slopes.input())).as("dx").isLessThanOrEqualTo(TOLERANCE);
        for (Parameter p : layer.parameters()) {
            assertThat(slopes.error(p.name(), p.value().data)).as(p.name()).isLessThanOrEqualTo(TOLERANCE);
        }
    }

    /** Fails unless the gradient is the slope of the loss.
     *  @param values   changed while the loss is worked, and left as they were
     *  @param gradient dLoss/dvalues; not modified */
    public static void compare(String what, float[] values, float[] gradient, DoubleSupplier loss) {
        assertThat(error(what, values, gradient, loss)).as(what).isLessThanOrEqualTo(TOLERANCE);
    }

    /** Largest difference over the directions, relative to the slope or to the root mean square slope that a gradient of
     *  this length has in a random direction, whichever is more. */
    public static double error(String what, float[] values, float[] gradient, DoubleSupplier loss) {
        float[] saved = values.clone();
        double size = size(saved);
        double worst = 0;
        for (int k = 0; k < DIRECTIONS; k++) {
            double[] direction = direction(what, k, values.length, size);
            double slope = (8 * difference(values, saved, direction, STEP, loss)
                    - difference(values, saved, direction, 2 * STEP, loss)) / (12 * STEP);
            double scale = Math.max(Math.abs(slope), size * Math.sqrt(squares(gradient)));
            worst = Math.max(worst, scale == 0 ? 0 : Math.abs(slope - along(gradient, direction)) / scale);
        }
        System.arraycopy(saved, 0, values, 0, saved.length);
        return worst;
    }

    private static double difference(float[] values, float[] saved, double[] direction, double h, DoubleSupplier loss) {
        move(values, saved, direction, h);
        double up = loss.getAsDouble();
        move(values, saved, direction, -h);
        return up - loss.getAsDouble();
    }

    /** Normal draws, then stretched to a given root mean square. */
    static double[] direction(String what, int k, int n, double size) {
        double[] direction = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            direction[i] = Tiny.DRAWS.gaussian(Purpose.PROBE, Draws.site("direction " + what), k, i);
            squares += direction[i] * direction[i];
        }
        double stretch = size / Math.sqrt(squares / n);
        for (int i = 0; i < n; i++) {
            direction[i] *= stretch;
        }
        return direction;
    }

    static void move(float[] values, float[] from, double[] direction, double h) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (from[i] + h * direction[i]);
        }
    }

    static double along(float[] gradient, double[] direction) {
        double sum = 0;
        for (int i = 0; i < direction.length; i++) {
            sum += gradient[i] * direction[i];
        }
        return sum;
    }

    /** The root mean square of a tensor, 0.1 for zeros. */
    static double size(float[] values) {
        double rms = Math.sqrt(squares(values) / values.length);
        return rms == 0 ? 0.1 : rms;
    }

    static double squares(float[] values) {
        double squares = 0;
        for (float v : values) {
            squares += (double) v * v;
        }
        return squares;
    }

    /** In double. */
    public static double dot(FMatrixRMaj a, FMatrixRMaj b) {
        double sum = 0;
        for (int i = 0; i < a.data.length; i++) {
            sum += (double) a.data[i] * b.data[i];
        }
        return sum;
    }
}
