package dev.vitrine.ui.thought;

import dev.vitrine.analysis.Pca;
import dev.vitrine.training.Thought.Update;
import dev.vitrine.ui.control.Trajectory;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of a level in a plane.
 *
 * @param explained share of their spread that the plane shows
 */
record Orbit(String level, Trajectory trajectory, Pca plane, double explained, int states) {
    /** @param held a plane to keep, or null to fit one on these states */
    static Orbit of(Reading reading, String level, Pca held) {
        List<float[]> states = reading.states(level);
        List<Update> updates = reading.updates(level);
        Pca plane = held == null ? Pca.fit(states) : held;
        int n = states.size();
        int first = n - updates.size();     // where the start is known it is point 0
        double[] x = new double[n];
        double[] y = new double[n];
        boolean[] filled = new boolean[n];
        boolean[] ends = new boolean[n];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] at = plane.project(states.get(i));
            x[i] = at[0];
            y[i] = at[1];
            if (i < first) {
                labels.add("start");
            } else {
                Update update = updates.get(i - first);
                labels.add(Reading.label(update));
                filled[i] = update.differentiated();
                ends[i] = i + 1 == n || updates.get(i + 1 - first).segment() > update.segment();
            }
        }
        return new Orbit(level, new Trajectory(level, x, y, labels, filled, ends, mark(level)), plane,
                held == null ? plane.explained() : plane.share(states), n);
    }

    /** How a level is drawn. */
    static Trajectory.Level mark(String level) {
        return level.equals("z_L") ? Trajectory.Level.LOW : Trajectory.Level.HIGH;
    }
}
