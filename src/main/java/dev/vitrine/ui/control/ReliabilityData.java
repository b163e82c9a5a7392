package dev.vitrine.ui.control;

import java.util.List;

/** How often predictions of some confidence are right. */
public record ReliabilityData(List<Bin> bins) {
    public static final ReliabilityData EMPTY = new ReliabilityData(List.of());

    /**
     * @param from     confidence
     * @param to       confidence
     * @param mean     confidence of the predictions; NaN where there is none
     * @param accuracy share of them that is right; NaN where there is none
     */
    public record Bin(double from, double to, long count, double mean, double accuracy) {
    }

    public ReliabilityData {
        bins = List.copyOf(bins);
    }
}
