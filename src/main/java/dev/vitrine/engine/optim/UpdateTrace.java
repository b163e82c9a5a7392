package dev.vitrine.engine.optim;

import java.util.List;

/**
 * One weight's update, term by term.
 *
 * @param parameter name of the tensor
 * @param index     flat index in it
 * @param rule      name of the rule that was followed, which says how the terms belong together
 * @param gradient  after clipping
 * @param decay     weight decay that applies to this weight
 * @param terms     in the order in which they are worked: what is remembered, what is worked on the way, settings
 */
public record UpdateTrace(String parameter, int index, String rule, float weight, float gradient, float learningRate,
                          float decay, List<Term> terms, float newWeight) {
    /**
     * @param tensor published name of the tensor that holds the value after the update; empty where none does
     * @param at     flat index in it
     */
    public record Term(String name, float value, String tensor, int at) {
    }

    /** w' - w. */
    public float change() {
        return newWeight - weight;
    }

    /** The term of that name. */
    public float term(String name) {
        for (Term term : terms) {
            if (term.name().equals(name)) {
                return term.value();
            }
        }
        throw new IllegalArgumentException("the rule '" + rule + "' has no term '" + name + "'; it has "
                + terms.stream().map(Term::name).toList());
    }
}
