package dev.vitrine.engine.data.puzzle;

/** Relabels the digits and permutes bands, stacks, rows in a band and columns in a stack; half are transposed where boxes are square. */
final class SudokuAugmentation implements Augmentation {
    private final SudokuShape shape;
    private final int[] digits;    // new label of each, from 0
    private final int[] rows;      // where each new row comes from
    private final int[] columns;
    private final int[] groups;

    SudokuAugmentation(SudokuShape shape) {
        this.shape = shape;
        digits = new int[shape.n()];
        rows = new int[shape.n()];
        columns = new int[shape.n()];
        groups = new int[shape.n()];
    }

    @Override
    public void write(Puzzle puzzle, Dice dice, int[] tokens, int[] targets, int at) {
        int n = shape.n();
        dice.order(digits, 0, n);
        lines(dice, rows, shape.boxRows());
        lines(dice, columns, shape.boxColumns());
        boolean transposed = shape.square() && dice.below(2) == 1;
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                int from = transposed ? columns[c] * n + rows[r] : rows[r] * n + columns[c];
                tokens[at + r * n + c] = relabelled(puzzle.question()[from]);
                targets[at + r * n + c] = relabelled(puzzle.answer()[from]);
            }
        }
    }

    /** Groups of {@code size} lines in a random order, and those in each. */
    private void lines(Dice dice, int[] lines, int size) {
        int count = lines.length / size;
        dice.order(groups, 0, count);
        for (int g = 0; g < count; g++) {
            dice.order(lines, g * size, size);
            for (int i = 0; i < size; i++) {
                lines[g * size + i] += groups[g] * size;
            }
        }
    }

    private int relabelled(int id) {
        return id < Sudoku.ONE ? id : Sudoku.ONE + digits[id - Sudoku.ONE];
    }
}
