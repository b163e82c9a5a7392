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
import java.util.Arrays;
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
    private static final double[] ANY_STEP = {STEP, 4 * STEP, JUMP_STEP, KINK_STEP};
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
        verify(layer, batch, time, channels, inputScale, kernels, new double[] {step}, 0);
    }

    /**
     * The same for parts put together, of which some have kinks and others hardly a slope against the rounding of the rest: a
     * wrong gradient is so for each step and direction, a right one differs only where a step is too long or too short or
     * crosses a kink. So each direction takes its best step, three of five must agree, and what rounding alone can do is allowed.
     */
    public static void verifyTogether(Layer layer, int batch, int time, int channels, double inputScale, Kernels kernels) {
        verify(layer, batch, time, channels, inputScale, kernels, ANY_STEP, 4 * 0x1p-24);
    }

    private static void verify(Layer layer, int batch, int time, int channels, double inputScale, Kernels kernels, double[] steps,
                               double rounding) {
        Tiny.disturb(layer.parameters(), 0.2);
        Gradients gradients = new Gradients(layer.parameters());
        Pass pass = layer.newPass(new PassContext(batch, time, Weights.LIVE, gradients, kernels,
                new Chance(Tiny.DRAWS, 0), 1));
        FMatrixRMaj x = Tiny.gaussian("x", batch * time, channels, inputScale);
        FMatrixRMaj r = Tiny.gaussian("r", batch * time, pass.forward(x).numCols, 1);
        FMatrixRMaj dx = pass.backward(r).copy();
        double noise = rounding * size(pass.forward(x), r);
        DoubleSupplier loss = () -> dot(pass.forward(x), r);
        assertThat(error("dx", x.data, dx.data, loss, steps, noise)).as("dx").isLessThanOrEqualTo(TOLERANCE);
        for (Parameter p : layer.parameters()) {
            assertThat(error(p.name(), p.value().data, gradients.of(p).data, loss, steps, noise)).as(p.name())
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
        return error(what, values, gradient, loss, new double[] {STEP}, 0);
    }

    private static double error(String what, float[] values, float[] gradient, DoubleSupplier loss, double[] steps, double noise) {
        double[] errors = new double[steps.length == 1 ? DIRECTIONS : 5];
        float[] saved = values.clone();
        double size = rms(saved) == 0 ? 0.1 : rms(saved);
        for (int k = 0; k < errors.length; k++) {
            double[] direction = new double[values.length];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = size * Tiny.DRAWS.gaussian(Purpose.PROBE, Draws.site("direction " + what), k, i);
            }
            double claimed = 0;
            for (int i = 0; i < direction.length; i++) {
                claimed += gradient[i] * direction[i];
            }
            double usual = rms(gradient) * size * Math.sqrt(gradient.length);
            double best = Double.POSITIVE_INFINITY;
            for (int i = 0; i < steps.length && best > TOLERANCE; i++) {
                double slope = (8 * difference(values, saved, direction, steps[i], loss)
                        - difference(values, saved, direction, 2 * steps[i], loss)) / (12 * steps[i]);
                double scale = Math.max(Math.abs(slope), usual);
                best = Math.min(best, scale == 0 ? 0 : Math.max(0, Math.abs(slope - claimed) - noise / steps[i]) / scale);
            }
            errors[k] = best;
        }
        System.arraycopy(saved, 0, values, 0, saved.length);
        Arrays.sort(errors);
        return errors[steps.length == 1 ? errors.length - 1 : errors.length / 2];
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

    /** Root of the sum of (a b)^2. */
    private static double size(FMatrixRMaj a, FMatrixRMaj b) {
        double sum = 0;
        for (int i = 0; i < a.data.length; i++) {
            sum += Math.pow((double) a.data[i] * b.data[i], 2);
        }
        return Math.sqrt(sum);
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
