package dev.vitrine.training;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.ParameterSet;
import dev.vitrine.engine.tensor.Weights;
import java.util.IdentityHashMap;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/** Room for the weights of one state, used again and again. */
final class KeptWeights implements Weights {
    private final ParameterSet parameters;
    private final Map<Parameter, FMatrixRMaj> values = new IdentityHashMap<>();
    private int state = -1;

    KeptWeights(ParameterSet parameters) {
        this.parameters = parameters;
        parameters.forEach(p -> values.put(p, p.value().copy()));
    }

    /** Replaces what was kept. */
    void take(int state, Weights from) {
        this.state = state;
        for (Parameter p : parameters) {
            values.get(p).setTo(from.of(p));
        }
    }

    /** Whose weights these are; -1 while there are none. */
    int state() {
        return state;
    }

    @Override
    public FMatrixRMaj of(Parameter parameter) {
        return values.get(parameter);
    }
}
