package dev.vitrine.ui.curves;

import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Curve;
import dev.vitrine.ui.control.Points;

/**
 * A curve that knows where its numbers come from.
 *
 * @param run  model type
 * @param kind of its numbers
 */
record Series(Curve curve, String run, Kind kind) {
    /** What is measured. */
    enum Kind {
        LOSS("loss"), HELD_OUT("validation_loss"), RATE("learning_rate"), PLAN(""), NORM("grad_norm"), SPEED("");

        private final String metric;

        Kind(String metric) {
            this.metric = metric;
        }
    }

    Points points() {
        return curve.points();
    }

    Source source(int step) {
        return switch (kind) {
            case PLAN -> new Source.Derived(run, step, "learning rate of the schedule");
            case SPEED -> new Source.Derived(run, step, "tokens / seconds of the step, by the wall clock");
            default -> new Source.Metric(run, kind.metric, step);
        };
    }

    /**
     * The value at the viewed step; of held-out text the newest up to it. NaN where there is none. The viewed step itself
     * stands in the history only when its update has been made, so its numbers are the snapshot's.
     */
    double at(Snapshot s) {
        int size = points().size();
        if (kind == Kind.HELD_OUT) {
            int last = lastUpTo(s.step());
            return last < 0 ? Double.NaN : points().y(last);
        }
        if (s.step() < size) {
            return points().y(s.step());
        }
        return switch (kind) {
            case LOSS -> s.lossNats();
            case RATE -> s.learningRate();
            case NORM -> s.gradNorm();
            default -> Double.NaN;
        };
    }

    /** The step that the value at the viewed step is of. */
    int stepAt(Snapshot s) {
        return kind == Kind.HELD_OUT ? (int) points().x(Math.max(0, lastUpTo(s.step()))) : s.step();
    }

    private int lastUpTo(int step) {
        int i = points().size() - 1;
        while (i >= 0 && points().x(i) > step) {
            i--;
        }
        return i;
    }
}
