package dev.vitrine.ui.thought;

import dev.vitrine.training.Thought.End;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the halting head says after each segment. */
final class HaltSection implements Section {
    private final Session session;
    private final BooleanSupplier continues;
    private final ReadOnlyObjectWrapper<List<Curve>> curves = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private Ledger ledger = new Ledger("", 0);

    /** @param continues whether q_continue is trained */
    HaltSection(Session session, BooleanSupplier continues) {
        this.session = session;
        this.continues = continues;
    }

    @Override
    public String id() {
        return "halting";
    }

    @Override
    public void read(Reading now) {
        ledger = now == null ? new Ledger("", 0) : Ledger.of(now);
        List<End> ends = now == null ? List.of() : now.thought().ends();
        if (ends.isEmpty()) {
            curves.set(List.of());
            said.set(now == null ? "" : session.text("thought.halting.none"));
            return;
        }
        List<Curve> made = new ArrayList<>();
        made.add(curve("q_halt", ends, End::qHalt, 0));
        if (continues.getAsBoolean()) {
            made.add(curve("q_continue", ends, End::qContinue, 1));
        }
        curves.set(List.copyOf(made));
        List<String> parts = new ArrayList<>();
        int halts = -1;
        for (int m = 0; m < ends.size(); m++) {
            double q = ends.get(m).qHalt();
            parts.add(session.text("thought.halting.segment", Integer.toString(m),
                    ledger.number(1 / (1 + Math.exp(-q)), "1 / (1 + exp(-q_halt)) after segment " + m)));
            if (halts < 0 && halts(ends.get(m))) {
                halts = m;
            }
        }
        said.set(session.text("thought.halting.list", String.join(" · ", parts)) + "\n" + (halts < 0 ? session.text("thought.halting.never")
                : session.text("thought.halting.first", Integer.toString(halts))));
    }

    private boolean halts(End end) {
        return end.qHalt() > (continues.getAsBoolean() ? end.qContinue() : 0);
    }

    private Curve curve(String name, List<End> ends, ToDoubleFunction<End> of, int style) {
        double[] x = new double[ends.size()];
        double[] y = new double[ends.size()];
        for (int m = 0; m < x.length; m++) {
            x[m] = m;
            y[m] = of.applyAsDouble(ends.get(m));
            ledger.number(y[m], name + " after segment " + m);
        }
        return new Curve(name, Points.of(x, y, x.length), style, false);
    }

    ReadOnlyObjectProperty<List<Curve>> curvesProperty() {
        return curves.getReadOnlyProperty();
    }

    ReadOnlyStringProperty saidProperty() {
        return said.getReadOnlyProperty();
    }

    @Override
    public List<Shown> shown() {
        return ledger.shown();
    }
}
