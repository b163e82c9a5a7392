package dev.vitrine.ui.control;

import java.util.List;

/** Chooses what stretch of both axes a chart shows. */
final class CurveScales {
    private static final double LOG_MARGIN = 1.12;
    private static final double MARGIN = 0.02;
    private final Extent extent = new Extent();

    /** From the first to the newest step of all curves; null if there is no point. */
    Range fitX(List<CurveData> curves) {
        double lo = Double.POSITIVE_INFINITY;
        double hi = Double.NEGATIVE_INFINITY;
        for (CurveData data : curves) {
            if (data.size() > 0) {
                lo = Math.min(lo, data.raw().x(0));
                hi = Math.max(hi, data.lastX());
            }
        }
        return lo > hi ? null : new Range(lo, lo == hi ? lo + 1 : hi);
    }

    /** All values within {@code x}, raw ones too, so that smoothing hides no spike; and the given levels. */
    Range fitY(List<CurveData> curves, Range x, List<Reference> levels, boolean log, int ticks) {
        extent.clear();
        curves.forEach(data -> data.extent(x, extent));
        levels.forEach(level -> extent.add(level.y()));
        if (log) {
            if (extent.loPositive == Double.POSITIVE_INFINITY) {
                return new Range(0.1, 1);
            }
            return new Range(extent.loPositive / LOG_MARGIN, extent.hi * LOG_MARGIN);
        }
        if (extent.isEmpty()) {
            return new Range(0, 1);
        }
        return rounded(extent.lo, extent.hi, ticks);
    }

    /** Ends at half ticks, so that the axis stands still while values arrive. */
    private static Range rounded(double lo, double hi, int ticks) {
        if (hi - lo <= Math.ulp(Math.max(Math.abs(lo), Math.abs(hi))) * 64) {
            double margin = lo == 0 ? 1 : Math.abs(lo) * 0.1;
            return new Range(lo - margin, hi + margin);
        }
        double half = AxisTicks.step(lo, hi, ticks, false) / 2;
        double bottom = Math.floor((lo - MARGIN * (hi - lo)) / half) * half;
        return new Range(lo >= 0 ? Math.max(0, bottom) : bottom, Math.ceil((hi + MARGIN * (hi - lo)) / half) * half);
    }
}
