package dev.vitrine.ui.thought;

import dev.vitrine.analysis.Residuals;
import dev.vitrine.analysis.Settling;
import dev.vitrine.training.Thought.Update;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Points;
import dev.vitrine.ui.control.Reference;
import dev.vitrine.ui.control.UpdateMark;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** How far each update moves its state, and whether the answer's state comes to rest. */
final class SettleSection implements Section {
    private final Session session;
    private final Pools pools;
    private final IntegerProperty cursor;
    private final ReadOnlyObjectWrapper<List<UpdateMark>> marks = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Curve>> drift = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Reference>> line = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");
    private Reading reading;
    private Ledger ledger = new Ledger("", 0);

    SettleSection(Session session, Pools pools, IntegerProperty cursor) {
        this.session = session;
        this.pools = pools;
        this.cursor = cursor;
        pools.poolProperty().addListener(_ -> read(reading));
    }

    @Override
    public String id() {
        return "settling";
    }

    @Override
    public void wake() {
        pools.want(reading);
    }

    @Override
    public void read(Reading now) {
        reading = now;
        marks.set(List.of());
        drift.set(List.of());
        line.set(List.of());
        ledger = now == null ? new Ledger("", 0) : Ledger.of(now);
        if (now == null || now.levels().isEmpty()) {
            verdict.set(now == null ? "" : session.text("thought.settling.none"));
            return;
        }
        marks.set(marks(now));
        double[] drifts = Pool.drifts(now.thought());
        if (drifts.length == 0) {
            verdict.set(session.text("thought.settling.one"));
            return;
        }
        double[] x = new double[drifts.length];
        for (int m = 0; m < drifts.length; m++) {
            x[m] = m + 1.0;
            ledger.number(drifts[m], "||z after segment " + (m + 1) + " - z after segment " + m + "||_F / sqrt(S D)");
        }
        drift.set(List.of(new Curve(session.text("thought.settling.drift"), Points.of(x, drifts, x.length), 0, false)));
        judge(now, Settling.late(drifts));
    }

    private List<UpdateMark> marks(Reading now) {
        List<UpdateMark> made = new ArrayList<>();
        List<String> levels = now.levels();
        List<double[]> residuals = levels.stream().map(level -> Residuals.of(now.states(level))).toList();
        int[] next = new int[levels.size()];
        for (int i = 0; i < now.size(); i++) {
            Update update = now.update(i);
            int level = levels.indexOf(update.level());
            double r = residuals.get(level)[next[level]++];
            ledger.number(r, "||z - z before||_F / sqrt(S D) of " + update.level() + " in update " + i);
            made.add(new UpdateMark(Reading.label(update), r, Orbit.mark(update.level()), update.differentiated()));
        }
        return List.copyOf(made);
    }

    private void judge(Reading now, double late) {
        String text = ledger.number(late, "mean of the last four drifts");
        Pool pool = pools.poolProperty().get();
        if (pool == null || !pool.run().equals(now.thought().run())) {
            verdict.set(session.text("thought.settling.waiting", text, Integer.toString(Pools.PUZZLES)));
        } else if (Double.isNaN(pool.threshold())) {
            verdict.set(session.text("thought.settling.same", text));
        } else {
            String threshold = ledger.number(pool.threshold(), "Otsu's threshold over log late drift of " + pool.puzzles() + " puzzles");
            line.set(List.of(new Reference(pool.threshold(), session.text("thought.settling.threshold"))));
            verdict.set(session.text(late < pool.threshold() ? "thought.settling.settled" : "thought.settling.moving", text, threshold,
                    Integer.toString(pool.puzzles()), Integer.toString(pool.state())));
        }
    }

    void choose(int update) {
        cursor.set(update);
    }

    ReadOnlyObjectProperty<List<UpdateMark>> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Curve>> driftProperty() {
        return drift.getReadOnlyProperty();
    }

    /** The threshold, where it is known. */
    ReadOnlyObjectProperty<List<Reference>> lineProperty() {
        return line.getReadOnlyProperty();
    }

    ReadOnlyStringProperty verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    @Override
    public List<Shown> shown() {
        return ledger.shown();
    }
}
