package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Half;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.ParameterSet;
import dev.vitrine.engine.tensor.Tensors;
import dev.vitrine.engine.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/**
 * Weights as passes read them in mixed precision: each matrix rounded to a 16-bit format, gains and biases as they are
 * (Micikevicius et al. 2018, arXiv:1710.03740). The copy is held in floats, so that every product reads it at full speed; it
 * takes as much memory as the weights that the optimizer changes.
 */
public final class RoundedWeights implements Weights {
    private final Half format;
    private final Kernels kernels;
    private final Map<Parameter, FMatrixRMaj> copies = new LinkedHashMap<>();
    private final Parameter[] rounded;

    public RoundedWeights(ParameterSet parameters, Half format, Kernels kernels) {
        this.format = format;
        this.kernels = kernels;
        rounded = parameters.stream().filter(RoundedWeights::rounds).toArray(Parameter[]::new);
        for (Parameter p : rounded) {
            copies.put(p, Tensors.zeros(p.shape()));
        }
        refresh();
    }

    /** Whether passes read a rounded copy of it. */
    public static boolean rounds(Parameter p) {
        return p.decayed();
    }

    /** Rounds the present weights anew: once for each update. */
    public void refresh() {
        for (Parameter p : rounded) {
            kernels.round(format, p.size(), p.value().data, of(p).data);
        }
    }

    @Override
    public FMatrixRMaj of(Parameter parameter) {
        FMatrixRMaj copy = copies.get(parameter);
        return copy == null ? parameter.value() : copy;
    }
}
