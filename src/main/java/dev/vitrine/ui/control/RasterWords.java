package dev.vitrine.ui.control;

/** A raster in words: what stands under the cursor, for a read-out and for those who hear the picture. */
final class RasterWords {
    private RasterWords() { }

    /** "row ‘b’, column ‘o’: 0.4100", or nothing if there is no such cell. */
    static String readOut(RasterData data, Cell cell) {
        if (!data.contains(cell)) {
            return "";
        }
        String value = data.masked(cell.row(), cell.column())
                ? Words.of("raster.masked")
                : Numbers.format(data.value(cell.row(), cell.column()));
        return Words.of("raster.cell", data.rowName(cell.row()), data.columnName(cell.column()), value);
    }

    static String spoken(String title, RasterData data, Cell cell) {
        String text = data.contains(cell)
                ? readOut(data, cell) + largest(data, cell.row())
                : Words.of("raster.size", Numbers.integer(data.rows()), Numbers.integer(data.columns()),
                        Numbers.format(data.min()), Numbers.format(data.max()));
        return title == null || title.isEmpty() ? text : title + ", " + text;
    }

    private static String largest(RasterData data, int row) {
        int best = -1;
        for (int c = 0; c < data.columns(); c++) {
            if (data.masked(row, c)) {
                continue;
            }
            if (best < 0 || data.value(row, c) > data.value(row, best)) {
                best = c;
            }
        }
        return best < 0 ? "" : "; " + Words.of("raster.largest", data.columnName(best), Numbers.format(data.value(row, best)));
    }
}
