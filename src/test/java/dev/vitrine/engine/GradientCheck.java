package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Chance;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.Pass;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.function.DoubleSupplier;
import org.ejml.data.FMatrixRMaj;

/**
 * Compares a gradient with the slope of the loss along random directions. A direction moves every number of a tensor at
 * once, by a normal draw times the tensor's own size; the slope is (8 (L(h) - L(-h)) - (L(2h) - L(-2h))) / 12h, whose error
 * falls with h^4, so that h can be large against the rounding of floats.
 */
public final class GradientCheck {
    private static final double STEP = 0.005;
    /** For functions with kinks: short, so that hardly a direction crosses one. */
    public static final double KINK_STEP = 2e-4;
    /** For functions with jumps, which are rarer, but less forgiving of rounding. */
    public static final double JUMP_STEP = 1e-3;
    private static final int DIRECTIONS = 3;
    private static final double TOLERANCE = 1e-2;

    private GradientCheck() {
    }

    /** Checks dx and every parameter's gradient of a layer, with the loss sum(y * r) for a random r; what
     *  dropout leaves out is the same in every pass. */
    public static void verify(Layer layer, int batch, int time, int channels, double inputScale, Kernels kernels) {
        verify(layer, batch, time, channels, inputScale, kernels, STEP);
    }

    /** The same with a step of the caller's. */
    public static void verify(Layer layer, int batch, int time, int channels, double inputScale, Kernels kernels, double step) {
        Tiny.disturb(layer.parameters(), 0.2);
        Gradients gradients = new Gradients(layer.parameters());
        Pass pass = layer.newPass(new PassContext(batch, time, Weights.LIVE, gradients, kernels,
                new Chance(Tiny.DRAWS, 0), 1));
        FMatrixRMaj x = Tiny.gaussian("x", batch * time, channels, inputScale);
        FMatrixRMaj r = Tiny.gaussian("r", batch * time, pass.forward(x).numCols, 1);
        FMatrixRMaj dx = pass.backward(r).copy();
        DoubleSupplier loss = () -> dot(pass.forward(x), r);
        assertThat(error("dx", x.data, dx.data, loss, step)).as("dx").isLessThanOrEqualTo(TOLERANCE);
        for (Parameter p : layer.parameters()) {
            assertThat(error(p.name(), p.value().data, gradients.of(p).data, loss, step)).as(p.name())
                    .isLessThanOrEqualTo(TOLERANCE);
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
        return error(what, values, gradient, loss, STEP);
    }

    private static double error(String what, float[] values, float[] gradient, DoubleSupplier loss, double step) {
        double worst = 0;
        float[] saved = values.clone();
        double size = rms(saved) == 0 ? 0.1 : rms(saved);
        for (int k = 0; k < DIRECTIONS; k++) {
            double[] direction = new double[values.length];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = size * Tiny.DRAWS.gaussian(Purpose.PROBE, Draws.site("direction " + what), k, i);
            }
            double slope = (8 * difference(values, saved, direction, step, loss)
                    - difference(values, saved, direction, 2 * step, loss)) / (12 * step);
            double claimed = 0;
            for (int i = 0; i < direction.length; i++) {
                claimed += gradient[i] * direction[i];
            }
            double usual = rms(gradient) * size * Math.sqrt(gradient.length);
            double scale = Math.max(Math.abs(slope), usual);
            worst = Math.max(worst, scale == 0 ? 0 : Math.abs(slope - claimed) / scale);
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

    private static void move(float[] values, float[] from, double[] direction, double h) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (from[i] + h * direction[i]);
        }
    }

    private static double rms(float[] values) {
        double squares = 0;
        for (float v : values) {
            squares += (double) v * v;
        }
        return Math.sqrt(squares / values.length);
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
