package dev.vitrine.training;

import java.util.Arrays;

/** An append-only series of rows of equal width: one writer, any readers, no locks, no value lost. */
public final class MetricSeries {
    private final int width;
    private volatile float[] values;
    private volatile int size;   // rows; written after the values it covers, so a reader never sees a hole

    /** A series of single numbers. */
    public MetricSeries() {
        this(1);
    }

    /** @param width numbers in each row */
    public MetricSeries(int width) {
        this.width = width;
        values = new float[1024 * width];
    }

    /** Writer only. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public void append(float value) {
        room();
        values[size * width] = value;
        size = size + 1;
    }

    /** Writer only. @param row copied; at least {@link #width()} numbers */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void append(float[] row) {
        room();
        System.arraycopy(row, 0, values, size * width, width);
        size = size + 1;
    }

    /** A series as {@link #rows()} gave it. @param rows copied */
    static MetricSeries of(int width, float[] rows) {
        MetricSeries series = new MetricSeries(width);
        series.values = Arrays.copyOf(rows, Math.max(rows.length, 1024 * width));
        series.size = rows.length / width;
        return series;
    }

    /** A copy of all that was appended, row after row. */
    float[] rows() {
        int rows = size;
        return Arrays.copyOf(values, rows * width);
    }

    private void room() {
        if ((size + 1) * width > values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
    }

    /** Rows so far. */
    public int size() {
        return size;
    }

    public int width() {
        return width;
    }

    /** The number in a row that was appended, of a series of single numbers. */
    public float at(int row) {
        return values[row * width];
    }

    public float at(int row, int column) {
        return values[row * width + column];
    }

    /** A new series with the first {@code rows} rows. */
    MetricSeries first(int rows) {
        MetricSeries copy = new MetricSeries(width);
        float[] from = values;
        copy.values = Arrays.copyOf(from, Math.max(1024, rows) * width);
        copy.size = Math.min(rows, size);
        return copy;
    }
}
