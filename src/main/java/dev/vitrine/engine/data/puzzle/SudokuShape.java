package dev.vitrine.engine.data.puzzle;

/** An n x n grid of boxes of {@code boxRows} x {@code boxColumns} cells, n of each; cells are numbered line by line. */
record SudokuShape(int boxRows, int boxColumns) {
    /** Digits, and cells of a row, column or box. */
    int n() {
        return boxRows * boxColumns;
    }

    int cells() {
        return n() * n();
    }

    int row(int cell) {
        return cell / n();
    }

    int column(int cell) {
        return cell % n();
    }

    int box(int cell) {
        return row(cell) / boxRows * boxRows + column(cell) / boxColumns;
    }

    /** Whether rows and columns may be exchanged. */
    boolean square() {
        return boxRows == boxColumns;
    }

    /** Rows, columns and boxes. */
    int units() {
        return 3 * n();
    }

    /** Which kind a unit is: rows come first, then columns, then boxes. */
    String kind(int unit) {
        return unit < n() ? "row" : unit < 2 * n() ? "column" : "box";
    }

    /** The i-th cell of a unit. */
    int cell(int unit, int i) {
        int k = unit % n();
        return switch (kind(unit)) {
            case "row" -> k * n() + i;
            case "column" -> i * n() + k;
            default -> (k / boxRows * boxRows + i / boxColumns) * n() + k % boxRows * boxColumns + i % boxColumns;
        };
    }

    /** As a person counts: "row 2, column 3". */
    String place(int cell) {
        return "row " + (row(cell) + 1) + ", column " + (column(cell) + 1);
    }
}
