package dev.vitrine.engine.optim;

import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Turns gradients into new weights: every learned parameter by its rule. */
public final class Optimizer {
    private final List<Slot> slots = new ArrayList<>();
    private final Map<String, float[]> state = new LinkedHashMap<>();
    private long updates;

    /** @param rules the rule of each parameter */
    Optimizer(Gradients gradients, OptimizerConfig config, Function<Parameter, UpdateRule> rules) {
        for (Parameter p : gradients.parameters()) {
            float decay = p.decayed() || config.decayAll() ? (float) config.weightDecay() : 0f;
            Slot s = Slot.of(p, rules.apply(p), gradients.of(p).data, decay);
            slots.add(s);
            List<UpdateRule.Memory> kept = s.rule().memory(p);
            for (int k = 0; k < kept.size(); k++) {
                state.put(name(kept.get(k), p), s.memory()[k]);
            }
        }
    }

    /** Changes every learned parameter once. */
    public void step(float learningRate) {
        updates++;
        for (int i = 0; i < slots.size(); i++) {
            Slot s = slots.get(i);
            s.rule().step(s, learningRate, updates);
        }
    }

    /** Updates made so far. */
    public long updates() {
        return updates;
    }

    /** Continues as if so many updates had been made; with {@link #state()} this restores an optimizer. */
    public void setUpdates(long updates) {
        this.updates = updates;
    }

    private static String name(UpdateRule.Memory kept, Parameter p) {
        return kept.name() + "." + p.name();
    }

    /** Every array the next update depends on by its name, such as {@code adam.m.head.w}, in a fixed order; live. */
    public Map<String, float[]> state() {
        return Collections.unmodifiableMap(state);
    }

    /** Root of the mean of squares of the last change of a parameter, over that of its weights before: ||dw|| / ||w||. */
    public double updateRatio(int parameter) {
        double[] squares = slots.get(parameter).squares();
        return squares[1] == 0 ? Double.NaN : Math.sqrt(squares[0] / squares[1]);
    }

    /** What the next update will do to one weight: the update itself, made on a copy. */
    public UpdateTrace trace(Parameter parameter, int index, float learningRate) {
        Slot now = slots.stream().filter(slot -> slot.parameter() == parameter).findFirst().orElseThrow(
                () -> new IllegalArgumentException(parameter + " is not trained by this optimizer"));
        boolean alone = now.rule().elementwise();
        Slot next = alone ? now.at(index) : now.copy();
        now.rule().step(next, learningRate, updates + 1);
        UpdateTerms terms = new UpdateTerms(now, next, index, alone ? 0 : index);
        now.rule().terms(terms);
        return terms.trace(learningRate);
    }

    public void tensors(TensorVisitor visitor) {
        for (Slot s : slots) {
            List<UpdateRule.Memory> kept = s.rule().memory(s.parameter());
            for (int k = 0; k < kept.size(); k++) {
                float[] values = s.memory()[k];
                visitor.tensor(name(kept.get(k), s.parameter()), kept.get(k).shape(),
                        out -> System.arraycopy(values, 0, out, 0, values.length));
            }
        }
    }
}
