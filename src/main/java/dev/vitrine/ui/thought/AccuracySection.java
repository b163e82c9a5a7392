package dev.vitrine.ui.thought;

import dev.vitrine.ui.Asked;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Points;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/** How many unseen puzzles are answered without a mistake after one segment, two, ... and more than training ever made. */
final class AccuracySection implements Section {
    private final Session session;
    private final Asked<Exact> asked;
    private final IntFunction<List<Riddle>> unseen;
    private final IntegerProperty segments = new SimpleIntegerProperty(8);
    private final ReadOnlyObjectWrapper<List<Curve>> curves = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private Reading reading;
    private Exact exact;
    private Ledger ledger = new Ledger("", 0);

    /** @param unseen gives that many puzzles; called in the background */
    AccuracySection(Session session, Executor fx, IntFunction<List<Riddle>> unseen) {
        this.session = session;
        this.unseen = unseen;
        asked = new Asked<>(session, fx, this::measured);
        segments.addListener(_ -> wake());
    }

    @Override
    public String id() {
        return "accuracy";
    }

    @Override
    public void read(Reading now) {
        reading = now;
        if (now == null || exact != null && !exact.run().equals(now.thought().run())) {
            exact = null;
            curves.set(List.of());
            said.set("");
            ledger = new Ledger("", 0);
        }
    }

    @Override
    public void wake() {
        if (reading == null) {
            return;
        }
        Exact wanted = new Exact(reading.thought().run(), reading.thought().state(), new double[segments.get()], 0);
        if (exact == null || !exact.sameSubject(wanted)) {
            var how = reading.how().withSegments(segments.get());
            asked.ask(wanted.run(), thinker -> Exact.of(thinker, unseen.apply(Exact.PUZZLES), how, wanted.run()));
        }
        if (exact == null) {
            said.set(session.text("thought.accuracy.waiting", Integer.toString(Exact.PUZZLES)));
        }
    }

    private void measured(Exact now) {
        exact = now;
        ledger = new Ledger(now.run(), now.state());
        double[] x = new double[now.bySegment().length];
        double[] y = new double[x.length];
        for (int m = 0; m < x.length; m++) {
            x[m] = m + 1.0;
            y[m] = 100 * now.bySegment()[m];
        }
        curves.set(List.of(new Curve(session.text("thought.accuracy.exact"), Points.of(x, y, x.length), 0, false)));
        String first = ledger.percent(now.bySegment()[0], "share of unseen puzzles answered exactly after 1 segment");
        String last = ledger.percent(now.bySegment()[x.length - 1], "share of unseen puzzles answered exactly after " + x.length + " segments");
        for (int m = 1; m < x.length - 1; m++) {
            ledger.percent(now.bySegment()[m], "share of unseen puzzles answered exactly after " + (m + 1) + " segments");
        }
        said.set(session.text("thought.accuracy.said", Integer.toString(now.puzzles()), first, last, Integer.toString(x.length),
                Integer.toString(now.state())));
        wake();
    }

    /** Segments that are tried. */
    IntegerProperty segmentsProperty() {
        return segments;
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
