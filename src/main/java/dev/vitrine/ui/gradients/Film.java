package dev.vitrine.ui.gradients;

import dev.vitrine.training.MetricSeries;
import java.util.Arrays;

/**
 * A series with a column a parameter, joined over the steps so that a run of any length fits: each bin holds the largest
 * value of its steps. When the bins run out, two become one.
 */
final class Film {
    static final int MOST = 240;

    private MetricSeries series;
    private float[][] bins = new float[0][];    // one row of MOST a parameter
    private int stepsPerBin = 1;
    private int rows;

    /** Takes in what is new; starts over with another series. */
    void read(MetricSeries from, int upTo) {
        if (from != series || upTo < rows) {
            series = from;
            bins = new float[from.width()][MOST];
            for (float[] bin : bins) {
                Arrays.fill(bin, Float.NEGATIVE_INFINITY);
            }
            stepsPerBin = 1;
            rows = 0;
        }
        for (; rows < upTo; rows++) {
            if (rows / stepsPerBin >= MOST) {
                join();
            }
            int bin = rows / stepsPerBin;
            for (int p = 0; p < bins.length; p++) {
                bins[p][bin] = larger(bins[p][bin], series.at(rows, p));
            }
        }
    }

    private void join() {
        for (float[] row : bins) {
            for (int i = 0; i < MOST / 2; i++) {
                row[i] = larger(row[2 * i], row[2 * i + 1]);
            }
            Arrays.fill(row, MOST / 2, MOST, Float.NEGATIVE_INFINITY);
        }
        stepsPerBin *= 2;
    }

    /** NaN stays: a broken step is never hidden. */
    private static float larger(float a, float b) {
        return Float.isNaN(a) || Float.isNaN(b) ? Float.NaN : Math.max(a, b);
    }

    int bins() {
        return Math.ceilDiv(rows, stepsPerBin);
    }

    int stepsPerBin() {
        return stepsPerBin;
    }

    /** First step of a bin. */
    int begin(int bin) {
        return bin * stepsPerBin;
    }

    /** Last step of a bin. */
    int end(int bin) {
        return Math.min(rows, (bin + 1) * stepsPerBin) - 1;
    }

    /** Base-ten logarithms of the bins, a row a parameter. */
    float[] log10() {
        int count = bins();
        float[] values = new float[bins.length * count];
        for (int p = 0; p < bins.length; p++) {
            for (int i = 0; i < count; i++) {
                values[p * count + i] = (float) Math.log10(bins[p][i]);
            }
        }
        return values;
    }
}
