package dev.vitrine.ui.control;

/**
 * A growing row of points; x never decreases. A point that was once there stays as it is, so that a chart reads each point
 * once; whoever rewrites history (a rewind, a fork) changes {@link #revision()}.
 */
public interface Points {
    int size();

    double x(int i);

    double y(int i);

    /** The index of the point nearest to {@code x}, or -1 if there is none. */
    default int nearest(double x) {
        return Search.nearest(this, size(), x);
    }

    /** Changes when points that a reader may have seen were replaced. */
    default long revision() {
        return 0;
    }

    /** True if the points of the shorter one are the first points of the longer one. */
    default boolean sharesDataWith(Points other) {
        return this == other;
    }

    /**
     * The first {@code count} entries of two arrays; not modified. More of the same arrays counts as growth, so a new history needs
     * new arrays.
     */
    static Points of(double[] x, double[] y, int count) {
        return new ArrayPoints(x, y, count);
    }

    /** y(i) at x = i; not modified. */
    static Points ofSteps(double[] y, int count) {
        return new ArrayPoints(null, y, count);
    }

    static Points none() {
        return new ArrayPoints(null, new double[0], 0);
    }
}
