package dev.vitrine.ui.control;

import java.util.Arrays;

/**
 * A curve as one stroke a pixel column, from its lowest to its highest point there. Nothing between two columns is left out,
 * so a spike of a single step stays visible however many steps share its column.
 */
final class Columns {
    private final Extent extent = new Extent();
    private Scale x;
    private Scale y;
    private int width;
    /** Pixels; NaN where the curve is not. */
    private double[] top = new double[0];
    private double[] bottom = new double[0];
    private boolean[] bad = new boolean[0];
    private double[] badAt = new double[0];
    private boolean[] dropped = new boolean[0];
    private boolean[] lone = new boolean[0];

    /** Traces the first index.size() points; x columns count from x.start(). */
    void trace(Points points, MinMaxIndex index, Scale xScale, Scale yScale) {
        x = xScale;
        y = yScale;
        clear((int) Math.round(x.end() - x.start()));
        int from = Math.max(0, Search.first(points, 0, index.size(), x.lo()) - 1);
        int to = Math.min(index.size(), Search.first(points, from, index.size(), Math.nextUp(x.hi())) + 1);
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        int alone = -1;
        for (int i = from; i < to;) {
            double px = x.px(points.x(i)) - x.start();
            int column = column(px);
            int next = Math.max(i + 1, Search.first(points, i + 1, to, x.value(x.start() + Math.floor(px) + 1)));
            boolean starts = y.shows(points.y(i));
            boolean ends = y.shows(points.y(next - 1));
            if (starts && !Double.isNaN(lastY)) {
                segment(lastX, lastY, px, y.px(points.y(i)));
                alone = -1;
            } else if (alone >= 0) {
                lone[alone] = true;
                alone = -1;
            }
            if (column >= 0) {
                extent.clear();
                index.query(points, i, next, extent);
                cover(column, lastY);
                alone = starts && next == i + 1 && Double.isNaN(lastY) ? column : alone;
            }
            lastX = x.px(points.x(next - 1)) - x.start();
            lastY = ends ? y.px(points.y(next - 1)) : Double.NaN;
            i = next;
        }
        if (alone >= 0) {
            lone[alone] = true;
        }
    }

    int width() {
        return width;
    }

    boolean covered(int column) {
        return top[column] <= bottom[column];
    }

    double top(int column) {
        return top[column];
    }

    double bottom(int column) {
        return bottom[column];
    }

    /** A NaN or an infinity is here. */
    boolean bad(int column) {
        return bad[column];
    }

    /** Where the line broke off before the bad value; NaN if there was no line. */
    double badAt(int column) {
        return badAt[column];
    }

    /** A value is here that a logarithmic axis has no place for. */
    boolean dropped(int column) {
        return dropped[column];
    }

    /** A point with no neighbour to draw a line to. */
    boolean lone(int column) {
        return lone[column];
    }

    private int column(double px) {
        if (px == width) {
            return width - 1;
        }
        return px >= 0 && px < width ? (int) px : -1;
    }

    private void cover(int column, double lastY) {
        boolean any = y.log() ? extent.loPositive < Double.POSITIVE_INFINITY : !extent.isEmpty();
        if (any) {
            span(column, y.px(extent.hi), y.px(y.log() ? extent.loPositive : extent.lo));
        }
        dropped[column] |= y.log() && extent.lo <= 0;
        if (extent.bad) {
            bad[column] = true;
            badAt[column] = any ? top[column] : lastY;
        }
    }

    private void segment(double x0, double y0, double x1, double y1) {
        int first = Math.max(0, (int) Math.floor(x0));
        int last = Math.min(width - 1, (int) Math.floor(x1));
        for (int c = first; c <= last; c++) {
            double a = x1 > x0 ? (Math.max(x0, c) - x0) / (x1 - x0) : 0;
            double b = x1 > x0 ? (Math.min(x1, c + 1) - x0) / (x1 - x0) : 1;
            span(c, y0 + a * (y1 - y0), y0 + b * (y1 - y0));
        }
    }

    private void span(int column, double a, double b) {
        top[column] = Math.min(top[column], Math.min(a, b));
        bottom[column] = Math.max(bottom[column], Math.max(a, b));
    }

    private void clear(int columns) {
        if (columns > top.length) {
            top = new double[columns];
            bottom = new double[columns];
            bad = new boolean[columns];
            badAt = new double[columns];
            dropped = new boolean[columns];
            lone = new boolean[columns];
        }
        width = columns;
        Arrays.fill(top, Double.POSITIVE_INFINITY);
        Arrays.fill(bottom, Double.NEGATIVE_INFINITY);
        Arrays.fill(bad, false);
        Arrays.fill(dropped, false);
        Arrays.fill(lone, false);
    }
}
