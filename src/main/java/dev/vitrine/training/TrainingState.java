package dev.vitrine.training;

import dev.vitrine.engine.kernel.Half;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Precisions;
import dev.vitrine.engine.layer.RoundedWeights;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.optim.Optimizer;
import dev.vitrine.engine.optim.Optimizers;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import dev.vitrine.engine.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a step begins with and an update changes: weights, what the optimizer keeps, the loss scale, averaged weights, and
 * what puzzles are gone on with.
 */
final class TrainingState {
    private final Kernels kernels;
    private final Optimizer optimizer;
    private final LossScaler scaler;
    private final RoundedWeights rounded;   // that passes read; null where they read those that are trained
    private final WeightAverage average;    // null for none
    private final Map<String, float[]> named = new LinkedHashMap<>();
    private final List<float[]> arrays;

    /** @param gradients that updates are made from
     *  @param carry     null where the model does not reason */
    TrainingState(Model model, RunConfig config, Gradients gradients, Carry carry, Kernels kernels) {
        this.kernels = kernels;
        optimizer = Optimizers.REGISTRY.get(config.optimizer().kind()).create(gradients, config.optimizer(), kernels);
        scaler = new LossScaler(config.memory());
        Half format = Precisions.REGISTRY.get(config.memory().precision()).half();
        rounded = format == null ? null : new RoundedWeights(model.parameters(), format, kernels);
        for (Parameter p : model.parameters().trained()) {
            named.put("param." + p.name(), p.value().data);
        }
        named.putAll(optimizer.state());
        if (scaler.active()) {
            named.put("loss_scaler", scaler.state());
        }
        average = config.update().emaDecay() == 0 ? null : new WeightAverage(model.parameters(), config.update().emaDecay());
        if (average != null) {
            named.putAll(average.state());
        }
        if (carry != null) {
            named.putAll(carry.state());
        }
        arrays = List.copyOf(named.values());
    }

    /** Weights first, then the optimizer's, then their average and the carry if there are any. Live. */
    List<float[]> arrays() {
        return arrays;
    }

    /** Their names, in the same order. */
    List<String> names() {
        return List.copyOf(named.keySet());
    }

    Optimizer optimizer() {
        return optimizer;
    }

    LossScaler scaler() {
        return scaler;
    }

    /** What passes read. */
    Weights working() {
        return rounded == null ? Weights.LIVE : rounded;
    }

    /** What the model is evaluated, generates and is saved with: the average of the weights if there is one. */
    Weights result() {
        return average == null ? Weights.LIVE : average;
    }

    /** A step begins: the weights have changed since passes last read them. */
    void refresh() {
        if (rounded != null) {
            rounded.refresh();
        }
    }

    void update(float learningRate) {
        optimizer.step(learningRate);
        scaler.updated();
        if (average != null) {
            average.update();
        }
    }

    /** The arrays have been overwritten with those of a state. */
    void restoredTo(int state) {
        optimizer.setUpdates(state - scaler.skipped());
    }

    long hash(int step, int stage) {
        StateHash hash = new StateHash(kernels);
        arrays.forEach(hash::add);
        return hash.add(optimizer.updates()).add(step).add(stage).value();
    }

    void averageTensors(TensorVisitor visitor) {
        if (average != null) {
            average.tensors(visitor);
        }
    }
}
