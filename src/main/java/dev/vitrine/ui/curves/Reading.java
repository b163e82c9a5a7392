package dev.vitrine.ui.curves;

import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.control.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * What a series says at a step.
 *
 * @param wanted the step that was asked for
 * @param step   the step that the value is of
 * @param value  NaN where there is none
 */
record Reading(Series series, int wanted, int step, double value) {
    /** At the viewed step of each run. */
    static List<Reading> viewed(List<Series> all, List<Snapshot> snapshots) {
        List<Reading> readings = new ArrayList<>();
        for (Series one : all) {
            snapshots.stream().filter(s -> s.run().equals(one.run())).findFirst()
                    .ifPresent(s -> readings.add(new Reading(one, s.step(), one.stepAt(s), one.at(s))));
        }
        return readings;
    }

    /** At the points nearest to a crosshair. */
    static List<Reading> at(List<Series> all, double x) {
        List<Reading> readings = new ArrayList<>();
        for (Series one : all) {
            int i = one.points().nearest(x);
            if (i >= 0) {
                readings.add(new Reading(one, (int) Math.round(x), (int) one.points().x(i), one.points().y(i)));
            }
        }
        return readings;
    }

    String text(Session session) {
        String number = Double.isNaN(value) ? "–" : Numbers.format(value);
        return step == wanted || Double.isNaN(value) ? session.text("curves.value", series.curve().name(), number)
                : session.text("curves.value.from", series.curve().name(), number, Numbers.integer(step));
    }

    Shown shown() {
        return new Shown(Numbers.format(value), value, series.source(step));
    }
}
