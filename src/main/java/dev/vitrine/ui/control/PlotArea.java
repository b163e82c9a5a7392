package dev.vitrine.ui.control;

/** The rectangle between the axes, in pixels, with the scales that lead there. */
record PlotArea(double left, double top, double right, double bottom, Scale x, Scale y) {
    double width() {
        return right - left;
    }

    double height() {
        return bottom - top;
    }

    boolean contains(double px, double py) {
        return px >= left && px <= right && py >= top && py <= bottom;
    }

    double clampX(double px) {
        return Math.clamp(px, left, right);
    }

    Range xRange() {
        return new Range(x.lo(), x.hi());
    }
}
