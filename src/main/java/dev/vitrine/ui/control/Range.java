package dev.vitrine.ui.control;

/** A stretch of an axis, lo below hi. */
public record Range(double lo, double hi) {
    public Range {
        if (!(lo < hi)) {
            throw new IllegalArgumentException("a range needs lo < hi, got " + lo + " and " + hi);
        }
    }

    public double width() {
        return hi - lo;
    }

    /** The range that shows {@code factor} times as much, with {@code at} staying where it is on the screen. */
    Range scaledAround(double at, double factor) {
        return new Range(at - (at - lo) * factor, at + (hi - at) * factor);
    }

    Range shifted(double by) {
        return new Range(lo + by, hi + by);
    }

    /** This range moved, and cut if need be, to lie within {@code outer}. */
    Range within(Range outer) {
        if (width() >= outer.width()) {
            return outer;
        }
        return shifted(Math.max(0, outer.lo - lo) - Math.max(0, hi - outer.hi));
    }
}
