package dev.vitrine.analysis;

/**
 * How often values fall into bins of equal width. Bin i holds lo + i*width up to but not with lo + (i+1)*width; the last
 * one holds its end as well, so that counts and {@code notFinite} add up to the number of values.
 *
 * @param lo        where the first bin begins
 * @param hi        where the last bin ends
 * @param counts    one a bin
 * @param notFinite values that are NaN or infinite and so in no bin
 */
public record Histogram(double lo, double hi, int[] counts, int notFinite) {
    public static final Histogram EMPTY = new Histogram(0, 0, new int[0], 0);

    /**
     * Bins around zero, so that an even number of them has zero at an edge: from -m to m with m the largest magnitude.
     *
     * @param values not modified
     */
    public static Histogram symmetric(float[] values, int bins) {
        double largest = 0;
        for (float value : values) {
            double magnitude = Math.abs(value);
            if (magnitude <= Float.MAX_VALUE) {
                largest = Math.max(largest, magnitude);
            }
        }
        return largest == 0 ? of(values, bins, -1, 1) : of(values, bins, -largest, largest);
    }

    /** Values outside lo..hi are counted in the outermost bins. @param values not modified */
    public static Histogram of(float[] values, int bins, double lo, double hi) {
        if (bins < 1 || !(lo < hi)) {
            throw new IllegalArgumentException("a histogram needs a bin and lo < hi, got " + bins + " from " + lo + " to " + hi);
        }
        int[] counts = new int[bins];
        int broken = 0;
        double perUnit = bins / (hi - lo);
        for (float value : values) {
            if (Float.isFinite(value)) {
                counts[Math.clamp((long) Math.floor((value - lo) * perUnit), 0, bins - 1)]++;
            } else {
                broken++;
            }
        }
        return new Histogram(lo, hi, counts, broken);
    }

    public double width() {
        return counts.length == 0 ? 0 : (hi - lo) / counts.length;
    }

    /** Where a bin begins; that of one past the last is the end. */
    public double edge(int bin) {
        return bin == counts.length ? hi : lo + bin * width();
    }

    public int largest() {
        int largest = 0;
        for (int count : counts) {
            largest = Math.max(largest, count);
        }
        return largest;
    }

    /** Values counted, those that are not finite among them. */
    public int total() {
        int total = notFinite;
        for (int count : counts) {
            total += count;
        }
        return total;
    }
}
