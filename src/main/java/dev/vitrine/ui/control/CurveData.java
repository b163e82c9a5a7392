package dev.vitrine.ui.control;

/** A curve with what a chart remembers of it between frames: the smoothed values and the extremes of both. */
final class CurveData {
    private final MinMaxIndex rawIndex = new MinMaxIndex();
    private final MinMaxIndex smoothIndex = new MinMaxIndex();
    private final Ema ema = new Ema();
    private final Points smooth = new Points() {
        @Override
        public int size() {
            return ema.size();
        }

        @Override
        public double x(int i) {
            return curve.points().x(i);
        }

        @Override
        public double y(int i) {
            return ema.at(i);
        }
    };
    private Curve curve;
    private long revision;

    /** Takes in what is new; starts over if the points are others or were replaced. */
    void update(Curve next, double smoothing) {
        int count = next.points().size();
        boolean grown = curve != null && next.points().sharesDataWith(curve.points())
                && next.points().revision() == revision && count >= rawIndex.size();
        curve = next;
        revision = next.points().revision();
        double wanted = next.smoothable() ? smoothing : 0;
        if (!grown) {
            rawIndex.clear();
        }
        if (!grown || wanted != ema.smoothing()) {
            ema.reset(wanted);
            smoothIndex.clear();
        }
        rawIndex.extend(next.points(), count);
        if (wanted > 0) {
            for (int i = ema.size(); i < count; i++) {
                ema.append(next.points().y(i));
            }
            smoothIndex.extend(smooth, count);
        }
    }

    Curve curve() {
        return curve;
    }

    int size() {
        return rawIndex.size();
    }

    boolean smoothed() {
        return ema.smoothing() > 0;
    }

    Points raw() {
        return curve.points();
    }

    MinMaxIndex rawIndex() {
        return rawIndex;
    }

    Points smooth() {
        return smooth;
    }

    MinMaxIndex smoothIndex() {
        return smoothIndex;
    }

    double lastX() {
        return size() == 0 ? Double.NaN : raw().x(size() - 1);
    }

    double lastY() {
        return size() == 0 ? Double.NaN : raw().y(size() - 1);
    }

    /** Adds the extremes of the points with x in the range, and of the ends of the lines that leave it. */
    void extent(Range range, Extent out) {
        int from = Search.first(raw(), 0, size(), range.lo());
        int to = Search.first(raw(), from, size(), Math.nextUp(range.hi()));
        rawIndex.query(raw(), from, to, out);
    }
}
