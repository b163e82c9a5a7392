package dev.vitrine.ui.control;

/**
 * Counts of values in bins of equal width.
 *
 * @param lo     where the first bin begins
 * @param hi     where the last bin ends
 * @param counts one a bin; not copied, so it must have no writer any more
 */
public record BinData(double lo, double hi, int[] counts) {
    public static final BinData EMPTY = new BinData(0, 1, new int[0]);

    public BinData {
        if (!(lo < hi)) {
            throw new IllegalArgumentException("bins need lo < hi, got " + lo + " and " + hi);
        }
    }

    /** Where a bin begins; that of one past the last is the end. */
    public double edge(int bin) {
        return bin == counts.length ? hi : lo + bin * ((hi - lo) / counts.length);
    }

    public int largest() {
        int largest = 0;
        for (int count : counts) {
            largest = Math.max(largest, count);
        }
        return largest;
    }
}
