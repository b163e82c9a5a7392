package dev.vitrine.engine.tensor;

import java.util.IdentityHashMap;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;

/** Where a pass finds the values of a parameter: the live ones, their moving average, or a copy to decode from while training goes on. */
@FunctionalInterface
public interface Weights {
    /** The values that training changes. */
    Weights LIVE = Parameter::value;

    FMatrixRMaj of(Parameter parameter);

    /** A copy of what other weights are now, not touched by later training. */
    static Weights copyOf(ParameterSet parameters, Weights from) {
        IdentityHashMap<Parameter, FMatrixRMaj> copies = new IdentityHashMap<>();
        for (Parameter p : parameters) {
            copies.put(p, from.of(p).copy());
        }
        return parameter -> Objects.requireNonNull(copies.get(parameter));
    }
}
