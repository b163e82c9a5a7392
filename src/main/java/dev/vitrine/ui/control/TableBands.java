package dev.vitrine.ui.control;

/**
 * Where the cells of a token table lie: the columns in bands one below the other, each as high as its header and all rows.
 *
 * @param gutter  px for the labels of rows
 * @param column  px of a column
 * @param across  columns of a full band
 * @param rowTops top of each row below the top of a band, and the height of a band at the end
 */
record TableBands(int columns, double gutter, double column, int across, double[] rowTops) {
    static final int HEADER = 22;
    static final int LINE = 20;
    static final int TWO_LINES = 42;
    private static final int BETWEEN = 12;

    static TableBands fit(TableData data, double gutter, double column, double width) {
        int across = Math.max(1, (int) ((width - 2 * CanvasRegion.EDGE - gutter) / column));
        double[] tops = new double[data.rows().size() + 1];
        tops[0] = HEADER;
        for (int r = 0; r < data.rows().size(); r++) {
            tops[r + 1] = tops[r] + (data.rows().get(r).twoLines() ? TWO_LINES : LINE);
        }
        return new TableBands(data.columns().size(), gutter, column, across, tops);
    }

    int bands() {
        return Math.ceilDiv(columns, across);
    }

    double height() {
        return 2 * CanvasRegion.EDGE + bands() * rowTops[rowTops.length - 1] + Math.max(0, bands() - 1) * BETWEEN;
    }

    double x(int columnIndex) {
        return CanvasRegion.EDGE + gutter + columnIndex % across * column;
    }

    double bandTop(int band) {
        return CanvasRegion.EDGE + band * (rowTops[rowTops.length - 1] + BETWEEN);
    }

    double y(Cell cell) {
        return bandTop(cell.column() / across) + rowTops[cell.row()];
    }

    double rowHeight(int row) {
        return rowTops[row + 1] - rowTops[row];
    }

    /** The cell under a point, or null. */
    Cell cellAt(double px, double py) {
        double right = px - CanvasRegion.EDGE - gutter;
        int at = (int) (right / column);
        if (right < 0 || at >= across) {
            return null;
        }
        for (int band = 0; band < bands(); band++) {
            double down = py - bandTop(band);
            for (int row = 0; row < rowTops.length - 1; row++) {
                if (down >= rowTops[row] && down < rowTops[row + 1] && band * across + at < columns) {
                    return new Cell(row, band * across + at);
                }
            }
        }
        return null;
    }
}
