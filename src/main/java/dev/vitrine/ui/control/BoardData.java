package dev.vitrine.ui.control;

import java.util.List;

/**
 * What stands on a board of cells.
 *
 * @param boxRows    height of the boxes that thicker lines part; 0 for none
 * @param boxColumns their width
 * @param cells      row by row
 */
public record BoardData(int rows, int columns, int boxRows, int boxColumns, List<Entry> cells) {
    public static final BoardData EMPTY = new BoardData(0, 0, 0, 0, List.of());

    /**
     * One cell.
     *
     * @param given   part of the question: bold
     * @param broken  breaks a rule: a corner is filled
     * @param wrong   differs from the solution: crossed
     * @param changed differs from the board before: underlined and framed
     * @param colour  of the ground, 0 to 1; NaN for none
     */
    public record Entry(String text, boolean given, boolean broken, boolean wrong, boolean changed, double colour) {
        /** A cell that only says something. */
        public static Entry plain(String text, boolean given) {
            return new Entry(text, given, false, false, false, Double.NaN);
        }
    }

    public BoardData {
        cells = List.copyOf(cells);
        if (cells.size() != rows * columns) {
            throw new IllegalArgumentException("a board of " + rows + " rows and " + columns + " columns has " + rows * columns
                    + " cells, got " + cells.size());
        }
    }

    Entry at(Cell cell) {
        return cells.get(cell.row() * columns + cell.column());
    }

    boolean contains(Cell cell) {
        return cell != null && cell.row() >= 0 && cell.row() < rows && cell.column() >= 0 && cell.column() < columns;
    }

    /** In words, for those who do not see it. */
    String said(Cell cell) {
        Entry entry = at(cell);
        StringBuilder words = new StringBuilder(entry.text().isBlank() ? Words.of("board.empty") : entry.text());
        append(words, entry.given(), "board.given");
        append(words, entry.broken(), "board.broken");
        append(words, entry.wrong(), "board.wrong");
        append(words, entry.changed(), "board.changed");
        return words.toString();
    }

    private static void append(StringBuilder words, boolean so, String key) {
        if (so) {
            words.append(", ").append(Words.of(key));
        }
    }
}
