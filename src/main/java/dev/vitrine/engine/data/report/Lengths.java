package dev.vitrine.engine.data.report;

import java.util.Arrays;

/** A histogram of lengths in one pass: bins of one width, which doubles whenever a longer length comes. */
final class Lengths {
    private static final int BINS = 32;

    private final long[] counts = new long[BINS];
    private long width = 1;
    private long longest;

    void add(long length) {
        longest = Math.max(longest, length);
        while (length >= BINS * width) {
            for (int i = 0; i < BINS; i++) {
                counts[i] = 2 * i + 1 < BINS ? counts[2 * i] + counts[2 * i + 1] : 0;
            }
            width *= 2;
        }
        counts[(int) (length / width)]++;
    }

    /** Bin i counts the lengths from {@code i * width} to below {@code (i + 1) * width}, up to the longest. */
    DataReport.Histogram histogram() {
        return new DataReport.Histogram(width, Arrays.stream(counts, 0, (int) (longest / width) + 1).boxed().toList());
    }

    long longest() {
        return longest;
    }
}
