package dev.vitrine.ui.control;

import java.util.List;

/**
 * Rows of tokens and numbers that stand under the tokens of a text.
 *
 * @param columns the tokens
 * @param rows    from top to bottom
 */
public record TableData(List<String> columns, List<Row> rows) {
    public static final TableData EMPTY = new TableData(List.of(), List.of());

    /**
     * @param label what the row tells
     * @param cells one a column
     */
    public record Row(String label, List<Entry> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        boolean twoLines() {
            return cells.stream().anyMatch(c -> !c.token().isEmpty() && !c.number().isEmpty());
        }
    }

    /**
     * @param token   a token, or empty
     * @param number  a number as it is written, or empty
     * @param colour  a probability that colours the cell, NaN for none
     * @param marked  outlined and underlined: what that means, the caption says
     * @param masked  hatched: there is nothing to tell
     */
    public record Entry(String token, String number, double colour, boolean marked, boolean masked) {
        public static final Entry MASKED = new Entry("", "", Double.NaN, false, true);
        public static final Entry BLANK = new Entry("", "", Double.NaN, false, false);

        public static Entry number(String number) {
            return new Entry("", number, Double.NaN, false, false);
        }

        public static Entry number(String number, double colour) {
            return new Entry("", number, colour, false, false);
        }

        public static Entry token(String token) {
            return new Entry(token, "", Double.NaN, false, false);
        }
    }

    public TableData {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException("row '" + row.label() + "' of a token table: expected " + columns.size()
                        + " cells, got " + row.cells().size());
            }
        }
    }

    Entry at(Cell cell) {
        return rows.get(cell.row()).cells().get(cell.column());
    }

    boolean contains(Cell cell) {
        return cell != null && cell.row() >= 0 && cell.row() < rows.size() && cell.column() >= 0
                && cell.column() < columns.size();
    }
}
