package dev.vitrine.engine.tensor;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/** One gradient matrix for each learned parameter; passes add to them. */
public final class Gradients {
    /** For passes that only go forward. */
    public static final Gradients NONE = new Gradients(List.of());

    private static final FMatrixRMaj EMPTY = new FMatrixRMaj(0, 0);

    private final List<Parameter> parameters;
    private final Map<Parameter, FMatrixRMaj> byParameter = new IdentityHashMap<>();
    private float scale = 1;

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

    public void zero() {
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
