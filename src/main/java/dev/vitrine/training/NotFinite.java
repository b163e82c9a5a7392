package dev.vitrine.training;

import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the first tensor, in the order of work, that holds a number that is not finite: weights are looked at first, then
 * activations from the embedding to the loss, then their gradients from the loss back, then those of weights.
 */
final class NotFinite {
    private final TrainingStep step;
    private final Set<String> after = new HashSet<>();   // what follows from gradients
    private String parameter;
    private String forward;
    private String gradient;       // of an activation
    private String weightGradient;

    NotFinite(TrainingStep step) {
        this.step = step;
    }

    String first() {
        step.optimizer().tensors((name, shape, filler) -> after.add(name));
        step.clipping().tensors((name, shape, filler) -> after.add(name));
        step.tensors((shard, at, gradientAt) -> this::look);
        return Stream.of(parameter, forward, gradient, weightGradient).filter(Objects::nonNull).findFirst().orElse("the loss");
    }

    private void look(String name, TensorShape shape, TensorVisitor.Filler filler) {
        if (name.endsWith("scores") || after.contains(name)) {
            return;   // masked scores are -infinity by design
        }
        float[] values = new float[shape.count()];
        filler.fill(values);
        if (isFinite(values)) {
            return;
        }
        if (name.startsWith("param.")) {
            parameter = parameter == null ? name : parameter;
        } else if (!name.startsWith("grad.")) {
            forward = forward == null ? name : forward;
        } else if (step.model().parameters().contains(name.substring("grad.".length()))) {
            weightGradient = weightGradient == null ? name : weightGradient;
        } else {
            gradient = name;   // shown in the order of forward: the last is the first that was worked
        }
    }

    private static boolean isFinite(float[] values) {
        for (float v : values) {
            if (!Float.isFinite(v)) {
                return false;
            }
        }
        return true;
    }
}
