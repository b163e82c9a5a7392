package dev.vitrine.training;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.ParameterSet;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Weights;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/**
 * The exponential moving average of the weights, a' = d a + (1 - d) w after each update, from the initial weights on. Less
 * noisy than the last weights, so often the better model. Polyak & Juditsky 1992, "Acceleration of stochastic approximation
 * by averaging".
 */
final class WeightAverage implements Weights {
    private static final String PREFIX = "ema.";

    private final List<Parameter> parameters;
    private final IdentityHashMap<Parameter, FMatrixRMaj> averages = new IdentityHashMap<>();
    private final float decay;
    private final float rest;

    WeightAverage(ParameterSet all, double decay) {
        parameters = all.trained();
        parameters.forEach(p -> averages.put(p, p.value().copy()));
        this.decay = (float) decay;
        rest = (float) (1 - decay);
    }

    void update() {
        for (int p = 0; p < parameters.size(); p++) {
            float[] weights = parameters.get(p).value().data;
            float[] average = averages.get(parameters.get(p)).data;
            for (int i = 0; i < average.length; i++) {
                average[i] = decay * average[i] + rest * weights[i];
            }
        }
    }

    /** Of fixed buffers the value itself. */
    @Override
    public FMatrixRMaj of(Parameter parameter) {
        return averages.getOrDefault(parameter, parameter.value());
    }

    /** By names such as {@code ema.head.w}, in the order of the parameters; live. */
    Map<String, float[]> state() {
        Map<String, float[]> all = new LinkedHashMap<>();
        parameters.forEach(p -> all.put(PREFIX + p.name(), averages.get(p).data));
        return all;
    }

    void tensors(TensorVisitor visitor) {
        parameters.forEach(p -> visitor.tensor(PREFIX + p.name(), p.shape(), averages.get(p)));
    }
}
