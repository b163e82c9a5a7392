package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import java.util.List;

/**
 * The sign of the gradient: w' = w - lr (sign(g) + decay w), Bernstein et al. 2018, arXiv:1802.04434. Of a table, a row
 * whose gradient is 0 throughout stays as it is: no puzzle of the batch has asked for it, and the reference of HRM leaves it alone, too.
 */
final class SignSgd implements UpdateRule {
    private final Kernels kernels;
    private final float[] change;
    private final boolean table;

    /** @param table whether it is for tables alone */
    SignSgd(int largest, boolean table, Kernels kernels) {
        this.table = table;
        this.kernels = kernels;
        change = new float[largest];
    }

    @Override
    public String name() {
        return table ? "sign_sgd_table" : "sign_sgd";
    }

    @Override
    public List<Memory> memory(Parameter p) {
        return List.of();
    }

    /** Whether a weight of a table moves depends on its row. */
    @Override
    public boolean elementwise() {
        return !table;
    }

    @Override
    public void step(Slot s, float learningRate, long t) {
        int columns = table ? s.parameter().shape().columns() : s.size();
        for (int from = 0; from < s.size(); from += columns) {
            boolean asked = !table || asked(s, from);
            for (int i = from; i < from + columns; i++) {
                change[i] = asked ? -learningRate * Math.fma(s.decay(), s.w()[i], Math.signum(s.g()[i])) : 0f;
            }
        }
        s.add(change, kernels);
    }

    private static boolean asked(Slot s, int row) {
        for (int i = row; i < row + s.parameter().shape().columns(); i++) {
            if (s.g()[i] != 0f) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void terms(UpdateTerms to) {
        if (table) {
            int columns = to.before().parameter().shape().columns();
            to.term("asked", asked(to.before(), to.index() / columns * columns) ? 1f : 0f);
        }
        to.term("direction", Math.signum(to.gradient()));
    }
}
