package dev.vitrine.ui.control;

/** Looking for a step in points whose x never decreases. */
final class Search {
    private Search() {
    }

    /** The first index of [from, to) with x not below {@code x}, or {@code to}. */
    static int first(Points points, int from, int to, double x) {
        int lo = from;
        int hi = to;
        while (lo < hi) {
            int mid = (lo + hi) >>> 1;
            if (points.x(mid) < x) {
                lo = mid + 1;
            } else {
                hi = mid;
            }
        }
        return lo;
    }

    /** The index of the point nearest to {@code x}, or -1 if there is none. */
    static int nearest(Points points, int size, double x) {
        int i = first(points, 0, size, x);
        if (i == size) {
            return size - 1;
        }
        return i > 0 && x - points.x(i - 1) <= points.x(i) - x ? i - 1 : i;
    }
}
