package dev.vitrine.engine.tensor;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * One gradient matrix for each learned parameter; passes add to them. A layer that adds the gradient of a loss of its own,
 * such as the load balance of experts, adds that loss too.
 */
public final class Gradients {
    /** For passes that only go forward. */
    public static final Gradients NONE = new Gradients(List.of());

    private static final FMatrixRMaj EMPTY = new FMatrixRMaj(0, 0);

    private final List<Parameter> parameters;
    private final IdentityHashMap<Parameter, FMatrixRMaj> byParameter = new IdentityHashMap<>();
    private float scale = 1;
    private double auxiliaryLoss;

    /** @param parameters the learned ones, in order */
    public Gradients(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        for (Parameter p : parameters) {
            byParameter.put(p, Tensors.zeros(p.shape()));
        }
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** dLoss/dParameter, same shape as the parameter; empty where nothing is collected. */
    public FMatrixRMaj of(Parameter parameter) {
        return byParameter.getOrDefault(parameter, EMPTY);
    }

    /** What the loss, and so all that passes work back from it, is multiplied by: 1, or a power of two. */
    public float scale() {
        return scale;
    }

    public void setScale(float scale) {
        this.scale = scale;
    }

    /** Divides those of parameters by the scale, which is exact, once all are added. */
    public void unscale() {
        float inverse = 1 / scale;
        for (int p = 0; inverse != 1 && p < parameters.size(); p++) {
            float[] g = of(parameters.get(p)).data;
            for (int i = 0; i < g.length; i++) {
                g[i] *= inverse;
            }
        }
    }

    /** In backward, where its gradient is added: forward may run again or without a gradient. */
    public void addLoss(double loss) {
        auxiliaryLoss += loss;
    }

    /** Back to what it was, where backward ran for who looks. */
    public void setAuxiliaryLoss(double loss) {
        auxiliaryLoss = loss;
    }

    /** Sum of what layers added since the last {@link #zero}. */
    public double auxiliaryLoss() {
        return auxiliaryLoss;
    }

    public void zero() {
        auxiliaryLoss = 0;
        for (Parameter p : parameters) {
            Arrays.fill(of(p).data, 0f);
        }
    }

    /** Adds another set over the same parameters, in order. */
    public void add(Gradients other) {
        for (Parameter p : parameters) {
            FMatrixRMaj mine = of(p);
            Tensors.add(mine, other.of(p), mine);
        }
    }
}
