package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.InputException;
import java.util.Arrays;

/**
 * Depth-first search on bit masks; the cell with the fewest digits left comes first. Keeps room to work in: for one thread
 * at a time. Grids hold 0 for a blank and 1 .. n. A search that does not end in a second or so is given up: only grids with
 * hardly a clue or with a contradiction far from any clue make one.
 */
final class SudokuSolver {
    private static final int MOST_DIGITS = 5_000_000;   // put in by one search

    private final int n;
    private final int all;       // bits of the digits 1 .. n
    private final int[] row;     // of each cell
    private final int[] column;
    private final int[] box;
    private final int[] rows;    // digits that each one holds, as bits
    private final int[] columns;
    private final int[] boxes;
    private final int[] blanks;
    private final int[] order;   // of the digits, at each depth
    private final int[] grid;
    private final int[] first;   // solution
    private int digits;          // put in since the search began

    SudokuSolver(SudokuShape shape) {
        n = shape.n();
        all = (1 << n) - 1;
        int cells = shape.cells();
        row = new int[cells];
        column = new int[cells];
        box = new int[cells];
        Arrays.setAll(row, shape::row);
        Arrays.setAll(column, shape::column);
        Arrays.setAll(box, shape::box);
        rows = new int[n];
        columns = new int[n];
        boxes = new int[n];
        blanks = new int[cells];
        order = new int[cells * n];
        grid = new int[cells];
        first = new int[cells];
    }

    /** How many solutions there are, counted up to {@code cap}; clues that contradict have none.
     *  @param question not modified */
    int count(int[] question, int cap) {
        int left = load(question);
        return left < 0 ? 0 : count(left, cap);
    }

    /** Whether a solution has another digit than this one in a cell.
     *  @param question not modified */
    boolean canDiffer(int[] question, int cell, int digit) {
        int left = load(question);
        for (int d = 1; d <= n; d++) {
            if (d != digit && fits(cell, 1 << d - 1)) {
                int at = indexOf(cell, left);
                blanks[at] = blanks[left - 1];
                put(cell, d);
                if (count(left - 1, 1) > 0) {
                    return true;
                }
                take(cell);
                blanks[left - 1] = blanks[at];
                blanks[at] = cell;
            }
        }
        return false;
    }

    /** The solution that was found first by the last count that was not 0. */
    int[] solution() {
        return first.clone();
    }

    /** A random full grid. */
    int[] fill(Dice dice) {
        load(new int[grid.length]);
        if (!fill(blanks.length, dice)) {
            throw new IllegalStateException("an empty grid can always be filled");
        }
        return grid.clone();
    }

    /** @return blanks, or -1 where clues contradict */
    private int load(int[] question) {
        Arrays.fill(rows, 0);
        Arrays.fill(columns, 0);
        Arrays.fill(boxes, 0);
        digits = 0;
        int left = 0;
        for (int cell = 0; cell < question.length; cell++) {
            grid[cell] = 0;
            if (question[cell] == 0) {
                blanks[left++] = cell;
            } else if (fits(cell, 1 << question[cell] - 1)) {
                put(cell, question[cell]);
            } else {
                return -1;
            }
        }
        return left;
    }

    private int count(int left, int cap) {
        if (left == 0) {
            System.arraycopy(grid, 0, first, 0, grid.length);
            return 1;
        }
        int at = tightest(left);
        int cell = blanks[at];
        int fitting = fitting(cell);
        blanks[at] = blanks[left - 1];
        int found = 0;
        while (fitting != 0 && found < cap) {
            if (++digits > MOST_DIGITS) {
                throw new InputException("whether the Sudoku has one solution is not clear after " + MOST_DIGITS + " tries; give more clues");
            }
            put(cell, 1 + Integer.numberOfTrailingZeros(fitting));
            found += count(left - 1, cap - found);
            take(cell);
            fitting &= fitting - 1;
        }
        blanks[left - 1] = blanks[at];
        blanks[at] = cell;
        return found;
    }

    private boolean fill(int left, Dice dice) {
        if (left == 0) {
            return true;
        }
        int at = tightest(left);
        int cell = blanks[at];
        int fitting = fitting(cell);
        blanks[at] = blanks[left - 1];
        int digits = (left - 1) * n;
        dice.order(order, digits, n);
        for (int i = 0; i < n; i++) {
            if ((fitting >> order[digits + i] & 1) != 0) {
                put(cell, 1 + order[digits + i]);
                if (fill(left - 1, dice)) {
                    return true;
                }
                take(cell);
            }
        }
        blanks[left - 1] = blanks[at];
        blanks[at] = cell;
        return false;
    }

    /** Place among the blanks of that with the fewest digits left. */
    private int tightest(int left) {
        int best = 0;
        int fewest = n + 1;
        for (int i = 0; i < left && fewest > 1; i++) {
            int digits = Integer.bitCount(fitting(blanks[i]));
            if (digits < fewest) {
                fewest = digits;
                best = i;
            }
        }
        return best;
    }

    private int indexOf(int cell, int left) {
        int at = 0;
        while (at < left && blanks[at] != cell) {
            at++;
        }
        return at;
    }

    private int fitting(int cell) {
        return all & ~(rows[row[cell]] | columns[column[cell]] | boxes[box[cell]]);
    }

    private boolean fits(int cell, int bit) {
        return (fitting(cell) & bit) != 0;
    }

    private void put(int cell, int digit) {
        int bit = 1 << digit - 1;
        grid[cell] = digit;
        rows[row[cell]] |= bit;
        columns[column[cell]] |= bit;
        boxes[box[cell]] |= bit;
    }

    private void take(int cell) {
        int bit = ~(1 << grid[cell] - 1);
        grid[cell] = 0;
        rows[row[cell]] &= bit;
        columns[column[cell]] &= bit;
        boxes[box[cell]] &= bit;
    }
}
