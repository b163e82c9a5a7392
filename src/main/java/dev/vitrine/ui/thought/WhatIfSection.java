package dev.vitrine.ui.thought;

import dev.vitrine.training.WhatIf.Edit;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What becomes of the answer if the model thinks otherwise, beside what becomes of it as trained. */
final class WhatIfSection implements Section {
    private final Session session;
    private final Supposing supposing;
    private final Supplier<Reading> asTrained;
    private final ReadOnlyObjectWrapper<List<Curve>> curves = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper where = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper cycles = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<List<String>> levels = new ReadOnlyObjectWrapper<>(List.of());
    private Reading reading;
    private int update;
    private Ledger ledger = new Ledger("", 0);

    /** @param asTrained the reading of the same question and state without what is supposed */
    WhatIfSection(Session session, Supposing supposing, Supplier<Reading> asTrained) {
        this.session = session;
        this.supposing = supposing;
        this.asTrained = asTrained;
        supposing.beforeProperty().addListener(_ -> say());
    }

    @Override
    public String id() {
        return "whatif";
    }

    @Override
    public void read(Reading now) {
        reading = now;
        ledger = now == null ? new Ledger("", 0) : Ledger.of(now);
        List<Curve> made = new ArrayList<>();
        if (now != null) {
            cycles.set(now.levels().size() > 1);
            if (!now.levels().equals(levels.get())) {
                levels.set(now.levels());
            }
            Reading plain = asTrained.get();
            if (now.riddle().solved()) {
                made.add(curve(session.text("thought.whatif.trained"), plain, 0));
                if (now != plain) {
                    made.add(curve(session.text("thought.whatif.supposed"), now, 1));
                }
            }
        }
        curves.set(List.copyOf(made));
        say();
    }

    private Curve curve(String name, Reading of, int style) {
        List<Integer> ends = of.ends();
        double[] x = new double[ends.size()];
        double[] y = new double[x.length];
        for (int m = 0; m < x.length; m++) {
            x[m] = m + 1.0;
            y[m] = of.wrong(ends.get(m));
            ledger.count((int) y[m], "positions that are not the solution after " + (m + 1) + " segments, " + name);
        }
        return new Curve(name, Points.of(x, y, x.length), style, false);
    }

    private void say() {
        where.set(supposing.beforeProperty().get() == null ? session.text("thought.whatif.nowhere")
                : session.text("thought.whatif.before", supposing.beforeProperty().get().level(),
                        Reading.label(supposing.beforeProperty().get())));
        if (reading == null) {
            said.set("");
            return;
        }
        Edit edit = supposing.editProperty().get();
        int width = reading.riddle().task().width();
        said.set(!supposing.any() ? session.text("thought.whatif.none") : edit == null ? session.text("thought.whatif.on")
                : session.text("thought.whatif.edited", Integer.toString(edit.segment()), Integer.toString(edit.position() / width + 1),
                        Integer.toString(edit.position() % width + 1), reading.riddle().symbol(edit.id())));
    }

    @Override
    public void look(int at) {
        update = at;
    }

    /** Changes the state before the update that is looked at. */
    void here() {
        if (reading != null && update >= 0 && update < reading.size()) {
            supposing.beforeProperty().set(reading.update(update));
        }
    }

    /** From the segment that is looked at on, a position holds another symbol; a symbol that is none is told. */
    void edit(int position, String symbol) {
        if (reading == null) {
            return;
        }
        String text = symbol.strip();
        int id = text.length() == 1 ? reading.riddle().task().symbols().indexOf(text) + 1 : text.isEmpty() ? reading.riddle().task().blank() : 0;
        if (id < 1) {
            session.messageProperty().set(session.text("thought.symbol", symbol, reading.riddle().task().symbols()));
            return;
        }
        supposing.editProperty().set(new Edit(reading.update(Math.clamp(update, 0, reading.size() - 1)).segment(), position, id));
    }

    Supposing supposing() {
        return supposing;
    }

    ReadOnlyObjectProperty<List<Curve>> curvesProperty() {
        return curves.getReadOnlyProperty();
    }

    /** Before which update a state is changed. */
    ReadOnlyStringProperty whereProperty() {
        return where.getReadOnlyProperty();
    }

    ReadOnlyStringProperty saidProperty() {
        return said.getReadOnlyProperty();
    }

    /** Whether the model has two levels, which turn in cycles. */
    ReadOnlyBooleanProperty cyclesProperty() {
        return cycles.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<String>> levelsProperty() {
        return levels.getReadOnlyProperty();
    }

    @Override
    public List<Shown> shown() {
        return ledger.shown();
    }
}
