package dev.vitrine.engine.optim;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.List;

/**
 * How the weights of one parameter follow from its gradient. What a rule remembers between two updates stands in the
 * {@link Slot}; the rule itself holds settings and scratch memory only, so that one rule serves all parameters in turn.
 */
public interface UpdateRule {
    /**
     * An array that is kept for a parameter, 0 at first.
     *
     * @param name published before the parameter's: {@code adam.m}
     */
    record Memory(String name, TensorShape shape) {
        static Memory like(Parameter p, String name) {
            return new Memory(name, p.shape());
        }

        /** What terms call it: {@code m}. */
        String symbol() {
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    /** The rule that this parameter goes by. */
    default UpdateRule of(Parameter parameter) {
        return this;
    }

    /** What a view finds the formula by. */
    String name();

    List<Memory> memory(Parameter parameter);

    /**
     * Changes the weights and the memory, and notes the squares.
     *
     * @param t number of this update, from 1
     */
    void step(Slot slot, float learningRate, long t);

    /** Whether a weight's update depends on its own gradient and memory only. */
    default boolean elementwise() {
        return true;
    }

    /** The operands of an update, right after it was made. */
    void terms(UpdateTerms to, long t);
}
