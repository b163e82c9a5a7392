package dev.vitrine.training;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arrays of a state by their names, as files have them. */
record NamedState(TrainingStep step) {
    /** @param arrays in the order of the live ones */
    Map<String, float[]> named(List<float[]> arrays) {
        Map<String, float[]> named = new LinkedHashMap<>();
        for (int i = 0; i < arrays.size(); i++) {
            named.put(step.stateNames().get(i), arrays.get(i));
        }
        return named;
    }

    /** In the order of the live ones.
     *  @throws InputException where one is missing or of another length */
    List<float[]> ordered(Map<String, float[]> named) {
        List<float[]> arrays = new ArrayList<>();
        for (int i = 0; i < step.state().size(); i++) {
            arrays.add(checked(named, step.stateNames().get(i), step.state().get(i).length));
        }
        return arrays;
    }

    /** The weights of a state, and what is never trained. @param arrays of the state */
    Map<String, float[]> weights(List<float[]> arrays) {
        Map<String, float[]> all = new LinkedHashMap<>();
        int trained = 0;
        for (Parameter p : step.model().parameters()) {
            all.put(p.name(), p.trained() ? arrays.get(trained++) : p.value().data);
        }
        return all;
    }

    /** Gives a model what {@link #weights} gave. */
    static void fill(Model model, Map<String, float[]> weights) {
        for (Parameter p : model.parameters()) {
            System.arraycopy(checked(weights, p.name(), p.size()), 0, p.value().data, 0, p.size());
        }
    }

    private static float[] checked(Map<String, float[]> named, String name, int length) {
        float[] values = named.get(name);
        if (values == null || values.length != length) {
            throw new InputException("the state of this run needs " + length + " numbers of '" + name + "', got "
                    + (values == null ? "none" : values.length) + "; use the file with the config that it was saved with");
        }
        return values;
    }
}
