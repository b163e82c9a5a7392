package dev.vitrine.engine.optim;

import java.util.ArrayList;
import java.util.List;

/** Gathers the operands of one weight's update, in the order in which they are worked. */
public final class UpdateTerms {
    private final Slot before;
    private final Slot after;
    private final int index;
    private final int at;
    private final List<UpdateTrace.Term> terms = new ArrayList<>();

    /**
     * @param index of the weight in its tensor
     * @param at    of the weight in {@code after}, which may hold that weight alone
     */
    UpdateTerms(Slot before, Slot after, int index, int at) {
        this.before = before;
        this.after = after;
        this.index = index;
        this.at = at;
    }

    /** Before the update. */
    Slot before() {
        return before;
    }

    Slot after() {
        return after;
    }

    int index() {
        return index;
    }

    /** Before the update. */
    float weight() {
        return before.w()[index];
    }

    float gradient() {
        return before.g()[index];
    }

    /** The weight's own element of the k-th memory, after the update. */
    float remembered(int k) {
        return after.memory()[k][at];
    }

    /** Tells the weight's own element of the k-th memory: before as {@code m.before}, after as {@code m}. */
    UpdateTerms memory(int k) {
        return memory(k, index, at);
    }

    UpdateTerms memory(int k, int indexBefore, int indexAfter) {
        UpdateRule.Memory memory = before.rule().memory(before.parameter()).get(k);
        term(memory.symbol() + ".before", before.memory()[k][indexBefore]);
        terms.add(new UpdateTrace.Term(memory.symbol(), after.memory()[k][indexAfter],
                memory.name() + "." + before.parameter().name(), indexBefore));
        return this;
    }

    /** Tells a number that is worked on the way, or a setting. */
    UpdateTerms term(String name, float value) {
        terms.add(new UpdateTrace.Term(name, value, "", 0));
        return this;
    }

    UpdateTrace trace(float learningRate) {
        return new UpdateTrace(before.parameter().name(), index, before.rule().name(), weight(), gradient(), learningRate,
                before.decay(), List.copyOf(terms), after.w()[at]);
    }
}
