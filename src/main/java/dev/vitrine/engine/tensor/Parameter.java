package dev.vitrine.engine.tensor;

import dev.vitrine.engine.Draws;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/** One tensor of a model: learned, or a fixed buffer. Allocated once; the array is never replaced. */
public final class Parameter {
    private final String name;
    private final TensorShape shape;
    private final FMatrixRMaj value;
    private final boolean trained;
    private final boolean decayed;

    private Parameter(String name, TensorShape shape, boolean trained, boolean decayed) {
        this.name = name;
        this.shape = shape;
        this.trained = trained;
        this.decayed = decayed;
        this.value = Tensors.zeros(shape);
    }

    /** A weight matrix drawn from N(0, std^2): weight decay applies. */
    public static Parameter normal(String name, TensorShape shape, double std, Draws draws) {
        Parameter p = new Parameter(name, shape, true, true);
        long site = Draws.site(name);
        for (int i = 0; i < p.size(); i++) {
            p.value.data[i] = (float) (draws.gaussian(Draws.Purpose.INITIAL_WEIGHTS, site, 0, i) * std);
        }
        return p;
    }

    /** A gain or bias filled with one value: weight decay does not apply. */
    public static Parameter constant(String name, TensorShape shape, float fill) {
        Parameter p = new Parameter(name, shape, true, false);
        Arrays.fill(p.value.data, fill);
        return p;
    }

    /**
     * A fixed buffer, never trained, drawn from the variance-corrected truncated normal of the HRM reference: standard
     * deviation exactly {@code std}, no value beyond 2.2737 {@code std}.
     */
    public static Parameter truncatedNormalBuffer(String name, TensorShape shape, double std, Draws draws) {
        Parameter p = new Parameter(name, shape, false, false);
        long site = Draws.site(name);
        double scale = std / 0.8796256610;   // standard deviation of N(0,1) cut at 2
        for (int i = 0, draw = 0; i < p.size(); draw++) {
            double x = draws.gaussian(Draws.Purpose.INITIAL_STATE, site, 0, draw);
            if (Math.abs(x) < 2) {
                p.value.data[i++] = (float) (x * scale);
            }
        }
        return p;
    }

    public String name() {
        return name;
    }

    public TensorShape shape() {
        return shape;
    }

    /** The live values, changed by the optimizer only. */
    public FMatrixRMaj value() {
        return value;
    }

    /** False for a buffer, which has no gradient and does not count as a parameter. */
    public boolean trained() {
        return trained;
    }

    public boolean decayed() {
        return decayed;
    }

    public int size() {
        return value.data.length;
    }

    @Override
    public String toString() {
        return name + " (" + shape + ")";
    }
}
