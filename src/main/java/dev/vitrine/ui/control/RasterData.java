package dev.vitrine.ui.control;

import java.util.List;

/**
 * A matrix as a picture shows it: the numbers, the domain that the colours span, and which cells hold no value at all.
 *
 * @param values       row-major, rows * columns; not copied, so it must have no writer any more
 * @param min          value of the first colour; the domain may be narrower than the values, which are then marked
 * @param max          value of the last colour
 * @param band         cells outside of it are masked
 * @param rowLabels    one a row, or empty
 * @param columnLabels one a column, or empty
 */
public record RasterData(int rows, int columns, float[] values, double min, double max, ColorMap map, Band band,
                         List<String> rowLabels, List<String> columnLabels) {
    public static final RasterData EMPTY = of(0, 0, new float[0], 0, 1, ColorMap.CIVIDIS);

    public RasterData {
        if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
            throw new IllegalArgumentException("values of a raster: expected " + rows + " x " + columns + " = "
                    + (long) rows * columns + ", got " + values.length);
        }
        if (!(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException("domain of a raster must be finite with min <= max, got " + min + " to " + max);
        }
        rowLabels = labels("row", rowLabels, rows);
        columnLabels = labels("column", columnLabels, columns);
    }

    public static RasterData of(int rows, int columns, float[] values, double min, double max, ColorMap map) {
        return new RasterData(rows, columns, values, min, max, map, Band.ALL, List.of(), List.of());
    }

    /** Attention probabilities of one head, (time, time): the domain is 0..1 in every picture, so pictures compare. */
    public static RasterData attention(float[] pattern, Band band, List<String> tokens) {
        int time = tokens.size();
        return new RasterData(time, time, pattern, 0, 1, ColorMap.CIVIDIS, band, tokens, tokens);
    }

    /** Signed values on the diverging map; the domain is plus and minus the largest finite magnitude. */
    public static RasterData symmetric(int rows, int columns, float[] values) {
        double largest = largestMagnitude(values);
        return of(rows, columns, values, -largest, largest, ColorMap.DIVERGING);
    }

    /** Values from 0 to the largest finite one on a sequential map. */
    public static RasterData fromZero(int rows, int columns, float[] values) {
        return of(rows, columns, values, 0, largestMagnitude(values), ColorMap.CIVIDIS);
    }

    public RasterData withLabels(List<String> ofRows, List<String> ofColumns) {
        return new RasterData(rows, columns, values, min, max, map, band, ofRows, ofColumns);
    }

    public RasterData withDomain(double from, double to) {
        return new RasterData(rows, columns, values, from, to, map, band, rowLabels, columnLabels);
    }

    public float value(int row, int column) {
        return values[row * columns + column];
    }

    public boolean masked(int row, int column) {
        return !band.holds(row, column);
    }

    public boolean contains(Cell cell) {
        return cell != null && cell.row() >= 0 && cell.row() < rows && cell.column() >= 0 && cell.column() < columns;
    }

    /** Where a value stands in the domain: 0 is the first colour, 1 the last, outside for values beyond. */
    public double unit(double value) {
        if (max > min) {
            return (value - min) / (max - min);
        }
        double side = Math.signum(value - min);
        return map.signed() ? 0.5 + side : side;
    }

    /** Beyond the domain by more than rounding: -1 below, 1 above, 0 inside or not finite. */
    int beyond(float value) {
        double slack = 1e-6 * (max - min);
        return Float.isFinite(value) ? value > max + slack ? 1 : value < min - slack ? -1 : 0 : 0;
    }

    String rowName(int row) {
        return rowLabels.isEmpty() ? Integer.toString(row) : TokenText.quoted(rowLabels.get(row));
    }

    String columnName(int column) {
        return columnLabels.isEmpty() ? Integer.toString(column) : TokenText.quoted(columnLabels.get(column));
    }

    private static double largestMagnitude(float[] values) {
        float largest = 0;
        for (float value : values) {
            float magnitude = Math.abs(value);
            if (magnitude > largest && magnitude <= Float.MAX_VALUE) {
                largest = magnitude;
            }
        }
        return largest;
    }

    private static List<String> labels(String kind, List<String> labels, int wanted) {
        if (!labels.isEmpty() && labels.size() != wanted) {
            throw new IllegalArgumentException(kind + " labels of a raster: expected none or " + wanted + ", got " + labels.size());
        }
        return List.copyOf(labels);
    }
}
