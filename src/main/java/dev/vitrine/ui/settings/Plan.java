package dev.vitrine.ui.settings;

import dev.vitrine.engine.optim.ScheduleConfig;
import dev.vitrine.ui.control.Points;

/**
 * The learning rate of a stage before it runs.
 *
 * @param stage  name of the stage
 * @param points at up to {@value #MOST} of its steps, the first and the last among them
 */
record Plan(String stage, Points points) {
    static final int MOST = 600;

    /** First step after the stage. */
    double end() {
        return points.x(points.size() - 1) + 1;
    }

    /**
     * @param begin first step of the stage
     * @param steps of the stage
     */
    static Plan of(String stage, ScheduleConfig schedule, int begin, int steps) {
        int count = Math.min(steps, MOST);
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            int step = count == 1 ? 0 : (int) ((long) i * (steps - 1) / (count - 1));
            x[i] = begin + step;
            y[i] = schedule.at(step, steps);
        }
        return new Plan(stage, Points.of(x, y, count));
    }
}
