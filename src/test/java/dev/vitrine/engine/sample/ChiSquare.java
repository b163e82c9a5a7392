package dev.vitrine.engine.sample;

/** Pearson's sum of (seen - expected)^2 / expected. */
final class ChiSquare {
    private ChiSquare() {
    }

    /** Infinite where something was seen that has no probability. */
    static double of(int[] counts, float[] p) {
        long n = 0;
        for (int count : counts) {
            n += count;
        }
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = n * (double) p[i];
            sum += counts[i] == expected ? 0 : (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        return sum;
    }
}
