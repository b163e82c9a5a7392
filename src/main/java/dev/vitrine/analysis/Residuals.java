package dev.vitrine.analysis;

import java.util.List;

/** How far each update moved a state. */
public final class Residuals {
    private Residuals() {
    }

    /** ||a - b||_F / sqrt(n) over the n numbers of two states, added in double; not modified. */
    public static double rms(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("states of " + a.length + " and " + b.length + " numbers have no residual");
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double d = (double) a[i] - b[i];
            sum += d * d;
        }
        return Math.sqrt(sum / a.length);
    }

    /** The residual of each state against the one before; one fewer than states. */
    public static double[] of(List<float[]> states) {
        double[] residuals = new double[Math.max(0, states.size() - 1)];
        for (int k = 0; k < residuals.length; k++) {
            residuals[k] = rms(states.get(k + 1), states.get(k));
        }
        return residuals;
    }
}
