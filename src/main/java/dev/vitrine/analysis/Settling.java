package dev.vitrine.analysis;

import java.util.Arrays;

/**
 * Whether a state has come to rest: its drift from segment to segment, averaged over the last of them, lies below a threshold
 * that parts the drifts of many puzzles in two. Otsu, A threshold selection method from gray-level histograms, 1979, on log
 * drift, without a histogram: every gap between neighbours is tried.
 */
public final class Settling {
    private static final int LAST = 4;

    private Settling() {
    }

    /** Mean of the last four drifts, or of all where there are fewer. @param drifts at least one; not modified */
    public static double late(double[] drifts) {
        return Arrays.stream(drifts, Math.max(0, drifts.length - LAST), drifts.length).average().orElseThrow();
    }

    /**
     * The drift that parts others best: the middle, in logarithms, of the gap with the largest variance between the classes
     * below and above. NaN where fewer than two drifts differ.
     *
     * @param drifts above 0; not modified
     */
    public static double threshold(double[] drifts) {
        double[] logs = Arrays.stream(drifts).filter(d -> d > 0).map(Math::log).sorted().toArray();
        double sum = Arrays.stream(logs).sum();
        double below = 0;
        double best = 0;
        double threshold = Double.NaN;
        for (int i = 1; i < logs.length; i++) {
            below += logs[i - 1];
            double apart = below / i - (sum - below) / (logs.length - i);
            double between = (double) i * (logs.length - i) * apart * apart;
            if (logs[i] > logs[i - 1] && between > best) {
                best = between;
                threshold = Math.exp((logs[i] + logs[i - 1]) / 2);
            }
        }
        return threshold;
    }
}
