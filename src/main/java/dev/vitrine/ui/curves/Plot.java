package dev.vitrine.ui.curves;

import dev.vitrine.engine.model.Models;
import dev.vitrine.training.History;
import dev.vitrine.training.RunData;
import dev.vitrine.ui.SeriesPoints;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.Points;
import dev.vitrine.ui.control.Reference;
import dev.vitrine.ui.curves.Series.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One chart: its series, a style for each run, and the levels to compare with. */
enum Plot {
    LOSS(true, true) {
        @Override
        List<Series> series(Session session, Map<String, History> runs) {
            List<Series> all = new ArrayList<>();
            runs.forEach((run, h) -> all.add(new Series(new Curve(session.text("run." + run), SeriesPoints.ofSteps(h.loss()),
                    style(run)), run, Kind.LOSS)));
            if (session.service().data().stages().stream().anyMatch(s -> s.validation() != null)) {
                runs.forEach((run, h) -> all.add(new Series(new Curve(session.text("curves.held", session.text("run." + run)),
                        SeriesPoints.ofRows(h.validation()), style(run) + HELD_OUT, false), run, Kind.HELD_OUT)));
            }
            return all;
        }

        // Zero is in sight too, so that the axis stands still while the loss falls.
        @Override
        List<Reference> references(Session session) {
            int vocabulary = session.service().data().tokenizer().vocabSize();
            double even = Math.log(vocabulary);
            return List.of(new Reference(even,
                    session.text("curves.guessing", Integer.toString(vocabulary), Numbers.format(even))), new Reference(0, ""));
        }
    },
    RATE(false, false) {
        @Override
        List<Series> series(Session session, Map<String, History> runs) {
            List<Series> all = each(session, runs, Kind.RATE);
            RunData data = session.service().data();
            all.add(new Series(new Curve(session.text("curves.plan"), plan(data), Curve.MUTED, false), "", Kind.PLAN));
            return all;
        }
    },
    NORM(true, true) {
        @Override
        List<Series> series(Session session, Map<String, History> runs) {
            return each(session, runs, Kind.NORM);
        }
    },
    SPEED(true, false) {
        @Override
        List<Series> series(Session session, Map<String, History> runs) {
            return each(session, runs, Kind.SPEED);
        }
    };

    /** Held-out text has the hue of its run and a dash pattern of its own. */
    private static final int HELD_OUT = 4;

    private final boolean smoothed;
    private final boolean logarithmic;

    Plot(boolean smoothed, boolean logarithmic) {
        this.smoothed = smoothed;
        this.logarithmic = logarithmic;
    }

    abstract List<Series> series(Session session, Map<String, History> runs);

    List<Reference> references(Session session) {
        return List.of();
    }

    /** Whether the smoothing applies; a schedule is drawn as it is. */
    boolean smoothed() {
        return smoothed;
    }

    /** Whether it may have a logarithmic axis. */
    boolean logarithmic() {
        return logarithmic;
    }

    /** Prefix of its texts. */
    String key() {
        return "curves." + name().toLowerCase(Locale.ROOT);
    }

    private static List<Series> each(Session session, Map<String, History> runs, Kind kind) {
        List<Series> all = new ArrayList<>();
        runs.forEach((run, h) -> all.add(new Series(new Curve(session.text("run." + run), SeriesPoints.ofSteps(switch (kind) {
            case RATE -> h.learningRate();
            case NORM -> h.gradNorm();
            default -> h.tokensPerSecond();
        }), style(run)), run, kind)));
        return all;
    }

    private static int style(String run) {
        return List.copyOf(Models.REGISTRY.names()).indexOf(run);
    }

    /** What the schedule wants at every step of the run. */
    private static Points plan(RunData data) {
        int total = data.totalSteps();
        return new Points() {
            @Override
            public int size() {
                return total;
            }

            @Override
            public double x(int i) {
                return i;
            }

            @Override
            public double y(int i) {
                return data.learningRate(i);
            }
        };
    }
}
