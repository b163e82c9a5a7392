package dev.vitrine.ui.control;

/** Values to pixels: lo lands on {@code start}, hi on {@code end}; linear or by logarithm. */
record Scale(double lo, double hi, double start, double end, boolean log) {
    double px(double value) {
        double share = log ? (Math.log(value) - Math.log(lo)) / (Math.log(hi) - Math.log(lo)) : (value - lo) / (hi - lo);
        return start + share * (end - start);
    }

    double value(double px) {
        double share = (px - start) / (end - start);
        return log ? Math.exp(Math.log(lo) + share * (Math.log(hi) - Math.log(lo))) : lo + share * (hi - lo);
    }

    /** Whether the value has a place on this axis at all. */
    boolean shows(double value) {
        return Double.isFinite(value) && (!log || value > 0);
    }
}
