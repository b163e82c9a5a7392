package dev.vitrine.ui.control;

import java.util.Arrays;

/**
 * The extremes of every 64 neighbouring points, kept as the points arrive. The extremes of any stretch are then found in a
 * 64th of the time, and a chart of a million points costs what its width costs.
 */
final class MinMaxIndex {
    private static final int BLOCK = 64;
    private double[] lo = new double[16];
    private double[] hi = new double[16];
    private double[] loPositive = new double[16];
    private boolean[] bad = new boolean[16];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Takes in the points from size() on, up to {@code count}. */
    void extend(Points points, int count) {
        for (; size < count; size++) {
            int block = size / BLOCK;
            if (size % BLOCK == 0) {
                open(block);
            }
            double v = points.y(size);
            if (!Double.isFinite(v)) {
                bad[block] = true;
                continue;
            }
            lo[block] = Math.min(lo[block], v);
            hi[block] = Math.max(hi[block], v);
            if (v > 0) {
                loPositive[block] = Math.min(loPositive[block], v);
            }
        }
    }

    /** Adds the extremes of points from (inclusive) to (exclusive) to {@code out}. */
    void query(Points points, int from, int to, Extent out) {
        int i = from;
        while (i < to) {
            int block = i / BLOCK;
            int end = Math.min((block + 1) * BLOCK, size);
            if (i % BLOCK == 0 && end <= to) {
                out.lo = Math.min(out.lo, lo[block]);
                out.hi = Math.max(out.hi, hi[block]);
                out.loPositive = Math.min(out.loPositive, loPositive[block]);
                out.bad |= bad[block];
                i = end;
            } else {
                for (int stop = Math.min(end, to); i < stop; i++) {
                    out.add(points.y(i));
                }
            }
        }
    }

    private void open(int block) {
        if (block == lo.length) {
            lo = Arrays.copyOf(lo, block * 2);
            hi = Arrays.copyOf(hi, block * 2);
            loPositive = Arrays.copyOf(loPositive, block * 2);
            bad = Arrays.copyOf(bad, block * 2);
        }
        lo[block] = Double.POSITIVE_INFINITY;
        hi[block] = Double.NEGATIVE_INFINITY;
        loPositive[block] = Double.POSITIVE_INFINITY;
        bad[block] = false;
    }
}
