package dev.vitrine.ui;

import dev.vitrine.training.MetricSeries;
import dev.vitrine.ui.control.Points;

/** A series of a run's history as points of a chart; reads the live series, which only grows. */
public final class SeriesPoints implements Points {
    private final MetricSeries series;
    private final int column;

    private SeriesPoints(MetricSeries series, int column) {
        this.series = series;
        this.column = column;
    }

    /** One number a step. */
    public static SeriesPoints ofSteps(MetricSeries series) {
        return new SeriesPoints(series, -1);
    }

    /** One column of a series with a row a step. */
    public static SeriesPoints ofColumn(MetricSeries series, int column) {
        return new SeriesPoints(series, column);
    }

    /** Rows of (step, value). */
    public static Points ofRows(MetricSeries series) {
        return new Points() {
            @Override
            public int size() {
                return series.size();
            }

            @Override
            public double x(int i) {
                return series.at(i, 0);
            }

            @Override
            public double y(int i) {
                return series.at(i, 1);
            }
        };
    }

    @Override
    public int size() {
        return series.size();
    }

    @Override
    public double x(int i) {
        return i;
    }

    @Override
    public double y(int i) {
        return column < 0 ? series.at(i) : series.at(i, column);
    }

    @Override
    public boolean sharesDataWith(Points other) {
        return other instanceof SeriesPoints o && o.series == series && o.column == column;
    }
}
