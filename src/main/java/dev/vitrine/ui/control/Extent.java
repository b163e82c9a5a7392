package dev.vitrine.ui.control;

/** What a stretch of values covers; filled again and again, so that looking costs no memory. */
final class Extent {
    double lo;
    double hi;
    /** The smallest value above zero: where a logarithmic axis may begin. */
    double loPositive;
    /** Whether there is a NaN or an infinity. */
    boolean bad;

    void clear() {
        lo = Double.POSITIVE_INFINITY;
        hi = Double.NEGATIVE_INFINITY;
        loPositive = Double.POSITIVE_INFINITY;
        bad = false;
    }

    void add(double v) {
        if (!Double.isFinite(v)) {
            bad = true;
            return;
        }
        lo = Math.min(lo, v);
        hi = Math.max(hi, v);
        if (v > 0) {
            loPositive = Math.min(loPositive, v);
        }
    }

    boolean isEmpty() {
        return lo > hi;
    }
}
