package dev.vitrine.ui.step;

import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.UpdateTrace;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * AdamW term by term for one weight, each line with its live operands.
 *
 * @param made step whose update it is; the optimizer counts from 1, so its t is one more
 * @param mOld first moment before, NaN where it is not known any more
 * @param vOld second moment before
 */
record UpdateTable(Scope scope, UpdateTrace t, int made, float mOld, float vOld) {
    List<UpdateRow> rows() {
        OptimizerConfig o = scope.config().optimizer();
        String updates = Integer.toString(made + 1);
        String beta1 = Numbers.format(o.beta1());
        String beta2 = Numbers.format(o.beta2());
        List<UpdateRow> rows = new ArrayList<>();
        rows.add(row("w", t.weight(), text("w", Integer.toString(made))));
        rows.add(row("g", t.gradient(), text("g")));
        rows.add(row("m", t.m(), Float.isNaN(mOld) ? text("mAfter", beta1, f(t.gradient()))
                : text("m", beta1, f(mOld), f(t.gradient()), Numbers.format(1 - o.beta1()))));
        rows.add(row("v", t.v(), Float.isNaN(vOld) ? text("vAfter", beta2, f(t.gradient()))
                : text("v", beta2, f(vOld), f(t.gradient()), Numbers.format(1 - o.beta2()))));
        rows.add(row("m̂", t.mHat(), text("hat", f(t.m()), beta1, updates)));
        rows.add(row("v̂", t.vHat(), text("hat", f(t.v()), beta2, updates)));
        rows.add(row("lr", t.learningRate(), text("lr", Integer.toString(made))));
        rows.add(row("decay", t.decay(), text(t.decay() == 0 ? "noDecay" : "decay")));
        rows.add(row("Δw", t.change(), text("change", f(t.learningRate()), f(t.mHat()), f(t.vHat()), f(t.eps()), f(t.decay()),
                f(t.weight()))));
        rows.add(row("w′", t.newWeight(), text("new", f(t.weight()), f(Math.abs(t.change())), t.change() < 0 ? "−" : "+",
                Verdict.of(scope, t.weight() + t.change(), t.newWeight()))));
        return rows;
    }

    private static UpdateRow row(String symbol, float value, String formula) {
        return new UpdateRow(symbol, f(value), formula);
    }

    private static String f(float value) {
        return Numbers.format(value);
    }

    private String text(String key, Object... arguments) {
        return scope.text("update." + key, arguments);
    }
}
