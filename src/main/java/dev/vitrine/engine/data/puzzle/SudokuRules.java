package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Each digit once in every row, column and box; no clue changed; no cell empty. */
record SudokuRules(SudokuShape shape) {
    /** Rules: "row", "column", "box" with the cells of one digit that stands there more than once, "given" with clues that were
     *  changed, "empty" with cells without a digit. */
    Verdict check(int[] question, int[] answer) {
        List<Verdict.Broken> broken = new ArrayList<>();
        int[] grid = Sudoku.digits(answer);
        int energy = 0;
        for (int unit = 0; unit < shape.units(); unit++) {
            for (int digit = 1; digit <= shape.n(); digit++) {
                int[] cells = holding(grid, unit, digit);
                if (cells.length > 1) {
                    energy += cells.length - 1;
                    broken.add(new Verdict.Broken(shape.kind(unit), cells));
                }
            }
        }
        for (int cell = 0; cell < grid.length; cell++) {
            if (question[cell] >= Sudoku.ONE && answer[cell] != question[cell]) {
                broken.add(new Verdict.Broken("given", new int[] {cell}));
            } else if (grid[cell] == 0) {
                broken.add(new Verdict.Broken("empty", new int[] {cell}));
            }
        }
        return new Verdict(energy, broken);
    }

    private int[] holding(int[] grid, int unit, int digit) {
        int[] cells = new int[shape.n()];
        int count = 0;
        for (int i = 0; i < shape.n(); i++) {
            int cell = shape.cell(unit, i);
            if (grid[cell] == digit) {
                cells[count++] = cell;
            }
        }
        return Arrays.copyOf(cells, count);
    }

    /** @param grid 0 for a blank, 1 .. n; not modified
     *  @throws InputException where two clues contradict each other */
    void requireAgreement(int[] grid) {
        for (int unit = 0; unit < shape.units(); unit++) {
            for (int digit = 1; digit <= shape.n(); digit++) {
                int[] cells = holding(grid, unit, digit);
                if (cells.length > 1) {
                    throw new InputException("the clues contradict each other: " + digit + " stands twice in one " + shape.kind(unit)
                            + ", at " + shape.place(cells[0]) + " and at " + shape.place(cells[1]) + "; change one of them");
                }
            }
        }
    }
}
