package dev.vitrine.engine.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a model is right as often as it says: predictions are sorted by their confidence, the probability of the likeliest
 * token, into bins (m / M, (m + 1) / M]. The expected calibration error is the sum over the bins of count / n * |share right -
 * mean confidence|. Guo et al. 2017, arXiv:1706.04599.
 */
public final class Calibration {
    /** Bins of Guo et al. */
    public static final int BINS = 15;

    /**
     * @param from       confidence, exclusive (0: inclusive)
     * @param to         inclusive
     * @param count      of predictions
     * @param confidence their mean; NaN where there is none
     * @param accuracy   share of them that is right; NaN where there is none
     */
    public record Bin(double from, double to, long count, double confidence, double accuracy) {
    }

    private final long[] counts;
    private final long[] right;
    private final double[] confidences;   // summed

    /** @param bins M */
    public Calibration(int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be at least 1, got " + bins + ": 10 and 15 are usual");
        }
        counts = new long[bins];
        right = new long[bins];
        confidences = new double[bins];
    }

    /** Adds a prediction. @param confidence 0 to 1 */
    public void add(double confidence, boolean isRight) {
        int bin = Math.clamp((long) Math.ceil(confidence * counts.length) - 1, 0, counts.length - 1);
        counts[bin]++;
        right[bin] += isRight ? 1 : 0;
        confidences[bin] += confidence;
    }

    /** 0 (calibrated) to 1; NaN where nothing was added. */
    public double expectedError() {
        double error = 0;
        long n = 0;
        for (int m = 0; m < counts.length; m++) {
            error += Math.abs(right[m] - confidences[m]);
            n += counts[m];
        }
        return error / n;
    }

    /** The reliability table, by confidence. */
    public List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (int m = 0; m < counts.length; m++) {
            bins.add(new Bin((double) m / counts.length, (m + 1.0) / counts.length, counts[m], confidences[m] / counts[m],
                    (double) right[m] / counts[m]));
        }
        return bins;
    }
}
