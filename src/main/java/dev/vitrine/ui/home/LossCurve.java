package dev.vitrine.ui.home;

import dev.vitrine.training.History;
import dev.vitrine.training.MetricSeries;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.SeriesPoints;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Reference;
import java.util.ArrayList;
import java.util.List;

/** The loss of one run over its steps, on its own text and on held-out text. */
final class LossCurve {
    static final double SMOOTHING = 0.6;

    private final Session session;
    private final History history;
    private final List<Curve> curves = new ArrayList<>();
    private final Reference guessing;
    private int seen;
    private float lowest = Float.POSITIVE_INFINITY;
    private float highest = Float.NEGATIVE_INFINITY;

    LossCurve(Session session, History history) {
        this.session = session;
        this.history = history;
        int vocabulary = session.service().data().tokenizer().vocabSize();
        double even = Math.log(vocabulary);
        guessing = new Reference(even, session.text("home.loss.guessing", Integer.toString(vocabulary), Numbers.format(even)));
        curves.add(new Curve(session.text("home.loss.train"), SeriesPoints.ofSteps(history.loss()), 0));
        if (session.service().data().stages().stream().anyMatch(s -> s.validation() != null)) {
            curves.add(new Curve(session.text("home.loss.held"), SeriesPoints.ofRows(history.validation()), 1, false));
        }
    }

    History history() {
        return history;
    }

    List<Curve> curves() {
        return List.copyOf(curves);
    }

    /** Pure guessing, and knowing for certain: with both in sight the axis stands still while the loss falls. */
    List<Reference> references() {
        return List.of(guessing, new Reference(0, ""));
    }

    /** Takes in what is new; returns whether anything is. */
    boolean grown() {
        int size = history.loss().size();
        boolean more = seen < size;
        for (; seen < size; seen++) {
            float loss = history.loss().at(seen);
            lowest = Math.min(lowest, loss);
            highest = Math.max(highest, loss);
        }
        return more;
    }

    String caption(String title, Snapshot s) {
        return seen == 0 ? session.text("home.loss.none", title, Numbers.integer(s.step()))
                : session.text("home.loss.caption", title, Numbers.integer(s.step()), Numbers.integer(s.total()),
                        Numbers.format(lowest), Numbers.format(highest), Numbers.format(SMOOTHING, 1));
    }

    /** The legend's newest values, the level to compare with and the caption's range. */
    List<Shown> shown(String run) {
        List<Shown> all = new ArrayList<>();
        all.add(new Shown(Numbers.format(guessing.y()), guessing.y(), new Source.Derived(run, 0, "ln V")));
        if (seen > 0) {
            float loss = history.loss().at(seen - 1);
            all.add(new Shown(Numbers.format(loss), loss, new Source.Metric(run, "loss", seen - 1)));
            all.add(new Shown(Numbers.format(lowest), lowest, new Source.Derived(run, seen - 1, "smallest loss of all steps")));
            all.add(new Shown(Numbers.format(highest), highest, new Source.Derived(run, seen - 1, "largest loss of all steps")));
        }
        MetricSeries held = history.validation();
        int rows = held.size();
        if (curves.size() > 1 && rows > 0) {
            all.add(new Shown(Numbers.format(held.at(rows - 1, 1)), held.at(rows - 1, 1),
                    new Source.Metric(run, "validation_loss", (int) held.at(rows - 1, 0))));
        }
        return all;
    }
}
