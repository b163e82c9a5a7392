package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * One parameter with its gradient and what its rule remembers of it. Arrays are live.
 *
 * @param memory  as the rule's {@link UpdateRule#memory} says
 * @param decay   weight decay that applies to it
 * @param squares sums of the last update: (change)^2 and (weight before)^2
 */
public record Slot(Parameter parameter, UpdateRule rule, float[] w, float[] g, float[][] memory, float decay, double[] squares) {
    static Slot of(Parameter p, UpdateRule rule, float[] gradient, float decay) {
        List<UpdateRule.Memory> kept = rule.memory(p);
        float[][] memory = new float[kept.size()][];
        for (int k = 0; k < memory.length; k++) {
            memory[k] = new float[kept.get(k).shape().count()];
        }
        return new Slot(p, rule, p.value().data, gradient, memory, decay, new double[2]);
    }

    int size() {
        return w.length;
    }

    /** Adds the first numbers of an array to the weights, and notes the squares. */
    void add(float[] change, Kernels kernels) {
        squares[0] = kernels.sumOfSquares(w.length, change, 0);
        squares[1] = kernels.sumOfSquares(w.length, w, 0);
        for (int i = 0; i < w.length; i++) {
            w[i] += change[i];
        }
    }

    Slot copy() {
        float[][] kept = new float[memory.length][];
        for (int k = 0; k < kept.length; k++) {
            kept[k] = memory[k].clone();
        }
        return new Slot(parameter, rule, w.clone(), g.clone(), kept, decay, new double[2]);
    }

    /** A copy of one weight, for a rule that needs no more. */
    Slot at(int index) {
        float[][] kept = new float[memory.length][];
        for (int k = 0; k < kept.length; k++) {
            kept[k] = new float[] {memory[k][index]};
        }
        return new Slot(parameter, rule, new float[] {w[index]}, new float[] {g[index]}, kept, decay, new double[2]);
    }
}
