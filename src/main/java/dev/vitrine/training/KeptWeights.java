package dev.vitrine.training;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.ParameterSet;
import dev.vitrine.engine.tensor.Weights;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/** Room for the weights of one state, used again and again. */
final class KeptWeights implements Weights {
    private final ParameterSet parameters;
    private final IdentityHashMap<Parameter, FMatrixRMaj> values = new IdentityHashMap<>();
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

    /** Every parameter's numbers by its name; live. */
    Map<String, float[]> named() {
        Map<String, float[]> all = new LinkedHashMap<>();
        parameters.forEach(p -> all.put(p.name(), values.get(p).data));
        return all;
    }

    /** Replaces what was kept by what {@link #named} gave. */
    void take(int state, Map<String, float[]> from) {
        this.state = state;
        named().forEach((name, to) -> System.arraycopy(from.get(name), 0, to, 0, to.length));
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
