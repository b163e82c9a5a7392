package dev.vitrine.ui.control;

import java.util.List;
import java.util.Objects;

/**
 * A state that moves through a plane: point 0 is the start, each further point the state after one more update.
 *
 * @param labels   where in the computation the point is, "segment.cycle.step"; not modified
 * @param filled   false for updates that training does not differentiate through; not modified
 * @param cycleEnd points that end a cycle, drawn a little larger; not modified
 */
public record Trajectory(String name, double[] x, double[] y, List<String> labels, boolean[] filled, boolean[] cycleEnd,
                         Level level) {
    /** Whose state it is: blue, solid, circles for the high one; orange, dashed, triangles for the low one. */
    public enum Level { HIGH, LOW }

    public Trajectory {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(level, "level");
        labels = List.copyOf(labels);
        int n = x.length;
        if (y.length != n || labels.size() != n || filled.length != n || cycleEnd.length != n) {
            throw new IllegalArgumentException("trajectory '" + name + "' has " + n + " x, " + y.length + " y, " + labels.size()
                    + " labels, " + filled.length + " filled, " + cycleEnd.length + " cycleEnd; they must be as many");
        }
    }

    /** A point that can be drawn. */
    boolean visible(int i) {
        return Double.isFinite(x[i]) && Double.isFinite(y[i]);
    }
}
