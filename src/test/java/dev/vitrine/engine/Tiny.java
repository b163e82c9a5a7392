package dev.vitrine.engine;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.tensor.Parameter;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.FMatrixRMaj;

/** Models small enough to check number by number, and random numbers for them. */
public final class Tiny {
    public static final Draws DRAWS = new Draws(7);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ModelConfig GPT = new ModelConfig("gpt", 11, 24, 2, 2, 8, 12, "swiglu", "rms_norm", 1e-5, "pre",
            "rope", 10_000, false, true, 2, 2, "last_cycle");

    private Tiny() {
    }

    /** A small Transformer but for the components named.
     *  @param namesAndValues name of a component of {@link ModelConfig}, value, name, value, ... */
    public static ModelConfig config(Object... namesAndValues) {
        Map<String, Object> components = JSON.convertValue(GPT, new TypeReference<TreeMap<String, Object>>() { });
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object before = components.get((String) namesAndValues[i]);
            if (before == null) {
                throw new IllegalArgumentException("a model config has no component " + namesAndValues[i]);
            }
            components.put((String) namesAndValues[i], merged(before, namesAndValues[i + 1]));
        }
        return JSON.convertValue(components, ModelConfig.class);
    }

    /** Of a component with parts, what is left out stays as it was. */
    private static Object merged(Object before, Object given) {
        if (!(before instanceof Map<?, ?> all) || !(JSON.convertValue(given, Object.class) instanceof Map<?, ?> some)) {
            return given;
        }
        Map<Object, Object> both = new TreeMap<>(all);
        both.putAll(some);
        return both;
    }

    /** Normal numbers that depend on the name. */
    public static FMatrixRMaj gaussian(String name, int rows, int columns, double scale) {
        FMatrixRMaj m = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) (scale * DRAWS.gaussian(Purpose.PROBE, Draws.site(name), 0, i));
        }
        return m;
    }

    public static int[] tokens(String name, int count, int vocabulary) {
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = DRAWS.below(vocabulary, Purpose.PROBE, Draws.site(name), 1, i);
        }
        return tokens;
    }

    /** Moves every parameter away from its initial value, so that gains are not 1 and biases are not 0. */
    public static void disturb(Iterable<Parameter> parameters, double size) {
        for (Parameter p : parameters) {
            if (p.trained()) {
                FMatrixRMaj noise = gaussian("disturbed " + p.name(), p.shape().rows(), p.shape().columns(), size);
                for (int i = 0; i < p.size(); i++) {
                    p.value().data[i] += noise.data[i];
                }
            }
        }
    }
}
