package dev.vitrine.ui.control;

import java.util.Arrays;

/**
 * The exponential moving average without its bias towards zero: m_k = m_(k-1) + a_k (y_k - m_(k-1)), a_k = (1 - s)/(1 - s^k).
 * The same as TensorBoard's (s m + (1 - s) y)/(1 - s^k), but written as a correction, so that a constant series stays
 * constant to the last bit. A value that is no number is passed on and leaves the average as it was.
 */
public final class Ema {
    /** How the value is worked out, for its address. */
    public static final String FORMULA = "m(k) = m(k-1) + (1 - s)/(1 - s^k) (y(k) - m(k-1))";
    private double smoothing;
    private double[] values = new double[256];
    private int size;
    private double mean;
    private double power = 1;

    /** What smoothing makes of the point at an index. */
    public static double at(Points points, double smoothing, int index) {
        Ema ema = new Ema();
        ema.reset(smoothing);
        for (int i = 0; i <= index; i++) {
            ema.append(points.y(i));
        }
        return ema.at(index);
    }

    /** Forgets everything. */
    void reset(double newSmoothing) {
        smoothing = newSmoothing;
        size = 0;
        power = 1;
    }

    double smoothing() {
        return smoothing;
    }

    void append(double y) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        if (!Double.isFinite(y)) {
            values[size++] = y;
            return;
        }
        boolean first = power == 1;
        power *= smoothing;
        mean = first ? y : mean + (1 - smoothing) / (1 - power) * (y - mean);
        values[size++] = mean;
    }

    int size() {
        return size;
    }

    double at(int i) {
        return values[i];
    }
}
