package dev.vitrine.engine.tensor;

import dev.vitrine.engine.Draws;
import java.util.Arrays;
import java.util.function.Consumer;
import org.ejml.data.FMatrixRMaj;

/**
 * One tensor of a model: learned, or a fixed buffer. Its array is made and filled when somebody first asks for it, so that
 * a model whose sizes alone are of interest takes no memory; it is never replaced.
 */
public final class Parameter {
    private final String name;
    private final TensorShape shape;
    private final Consumer<float[]> start;   // fills in the values that training begins with
    private final boolean trained;
    private final boolean decayed;
    private final boolean bySign;
    @SuppressWarnings("NullAway.Init") // made when it is first wanted
    private FMatrixRMaj value;

    private Parameter(String name, TensorShape shape, boolean trained, boolean decayed, boolean bySign, Consumer<float[]> start) {
        this.name = name;
        this.shape = shape;
        this.trained = trained;
        this.decayed = decayed;
        this.bySign = bySign;
        this.start = start;
    }

    /** A weight matrix drawn from N(0, std^2): weight decay applies. */
    public static Parameter normal(String name, TensorShape shape, double std, Draws draws) {
        return new Parameter(name, shape, true, true, false, values -> {
            long site = Draws.site(name);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (draws.gaussian(Draws.Purpose.INITIAL_WEIGHTS, site, 0, i) * std);
            }
        });
    }

    /** A weight matrix of the truncated normal that {@link #truncatedNormalBuffer} is drawn from. */
    public static Parameter truncatedNormal(String name, TensorShape shape, double std, Draws draws) {
        return new Parameter(name, shape, true, true, false, values -> truncated(values, name, std, draws, Draws.Purpose.INITIAL_WEIGHTS));
    }

    /** A weight matrix that begins with 0: weight decay applies. */
    public static Parameter zeros(String name, TensorShape shape) {
        return new Parameter(name, shape, true, true, false, values -> { });
    }

    /** The same, but of its gradient only the signs count, whatever rule the others go by. */
    public static Parameter zerosBySign(String name, TensorShape shape) {
        return new Parameter(name, shape, true, true, true, values -> { });
    }

    /** A gain or bias filled with one value: weight decay does not apply. */
    public static Parameter constant(String name, TensorShape shape, float fill) {
        return new Parameter(name, shape, true, false, false, values -> Arrays.fill(values, fill));
    }

    /**
     * A fixed buffer, never trained, drawn from the variance-corrected truncated normal of the HRM reference: standard
     * deviation exactly {@code std}, no value beyond 2.2737 {@code std}.
     */
    public static Parameter truncatedNormalBuffer(String name, TensorShape shape, double std, Draws draws) {
        return new Parameter(name, shape, false, false, false, values -> truncated(values, name, std, draws, Draws.Purpose.INITIAL_STATE));
    }

    private static void truncated(float[] values, String name, double std, Draws draws, Draws.Purpose purpose) {
        long site = Draws.site(name);
        double scale = std / 0.8796256610;   // standard deviation of N(0,1) cut at 2
        for (int i = 0, draw = 0; i < values.length; draw++) {
            double x = draws.gaussian(purpose, site, 0, draw);
            if (Math.abs(x) < 2) {
                values[i++] = (float) (x * scale);
            }
        }
    }

    public String name() {
        return name;
    }

    public TensorShape shape() {
        return shape;
    }

    /** The live values, changed by the optimizer only. Any thread may be the first to ask. */
    public synchronized FMatrixRMaj value() {
        if (value == null) {
            value = Tensors.zeros(shape);
            start.accept(value.data);
        }
        return value;
    }

    /** The live values, for one who sets all of them: where nobody has asked for them yet, none are drawn for nothing. */
    public synchronized FMatrixRMaj toFill() {
        if (value == null) {
            value = Tensors.zeros(shape);
        }
        return value;
    }

    /** False for a buffer, which has no gradient and does not count as a parameter. */
    public boolean trained() {
        return trained;
    }

    public boolean decayed() {
        return decayed;
    }

    /** Whether only the signs of its gradient count. */
    public boolean bySign() {
        return bySign;
    }

    public int size() {
        return shape.count();
    }

    @Override
    public String toString() {
        return name + " (" + shape + ")";
    }
}
