package dev.vitrine.ui.hrm;

import dev.vitrine.analysis.Pca;
import dev.vitrine.analysis.Residuals;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TensorSnapshot;
import dev.vitrine.ui.control.Trajectory;
import dev.vitrine.ui.control.Trajectory.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of one level in their plane.
 *
 * @param plane     the axes
 * @param fittedAt  step whose states the axes were fitted on
 * @param explained share of the spread of the present states that the plane shows
 * @param residuals how far each update moved the state, one fewer than points
 * @param states    the tensors, the start first
 */
public record Orbit(Trajectory trajectory, Pca plane, int fittedAt, double explained, double[] residuals,
                    List<TensorSnapshot> states) {
    /** @param held a plane to keep, or null to fit one on these states */
    static Orbit of(Snapshot snapshot, Cycles cycles, Level level, Positions positions, int position, Orbit held) {
        List<Cycles.Update> updates = cycles.updates(level);
        List<TensorSnapshot> states = new ArrayList<>();
        states.add(snapshot.tensor(Cycles.start(level)).orElseThrow());
        updates.forEach(u -> states.add(snapshot.tensor(u.tensor()).orElseThrow()));
        int channels = states.getFirst().shape().size("C");
        List<float[]> rows = states.stream().map(s -> positions.of(s.data(), channels, position)).toList();
        boolean keep = held != null && held.plane().dimensions() == rows.getFirst().length;
        Pca plane = keep ? held.plane() : Pca.fit(rows);
        int n = states.size();
        double[] x = new double[n];
        double[] y = new double[n];
        boolean[] filled = new boolean[n];
        boolean[] ends = new boolean[n];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] at = plane.project(rows.get(i));
            x[i] = at[0];
            y[i] = at[1];
            filled[i] = i > 0 && updates.get(i - 1).differentiated();
            ends[i] = i > 0 && updates.get(i - 1).endsCycle();
            labels.add(i == 0 ? "init" : updates.get(i - 1).label());
        }
        Trajectory trajectory = new Trajectory(level == Level.HIGH ? "z_H" : "z_L", x, y, labels, filled, ends, level);
        return new Orbit(trajectory, plane, keep ? held.fittedAt() : states.getFirst().step(),
                keep ? plane.share(rows) : plane.explained(), Residuals.of(states.stream().map(TensorSnapshot::data).toList()),
                List.copyOf(states));
    }
}
