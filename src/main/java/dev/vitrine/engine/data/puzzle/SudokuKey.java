package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.Draws;
import java.util.Arrays;

/**
 * A number that all Sudokus share which relabelling of digits, permutations of bands, stacks, of rows in a band and columns in
 * a stack, and transposition where boxes are square, make of one: each cell is coloured by whether it is given, then again and
 * again by the colours of its row, column, box and of the cells of its digit (Weisfeiler and Leman 1968). Puzzles that differ
 * may share it too, by chance or by likeness; they are then held out together, which does no harm.
 */
final class SudokuKey {
    private static final int ROUNDS = 4;
    private static final long ROW = 0x9E3779B97F4A7C15L;
    private static final long COLUMN = 0xD1B54A32D192ED03L;
    private static final long BOX = 0x8CB92BA72F3D8DD7L;
    private static final long DIGIT = 0xDB4F0B9175AE2165L;

    private final SudokuShape shape;
    private final long column;   // transposition exchanges rows and columns

    SudokuKey(SudokuShape shape) {
        this.shape = shape;
        column = shape.square() ? ROW : COLUMN;
    }

    /** @param question 0 for a blank, 1 .. n; not modified */
    long of(int[] question) {
        int n = shape.n();
        long[] colours = new long[question.length];
        long[] rows = new long[n];
        long[] columns = new long[n];
        long[] boxes = new long[n];
        long[] digits = new long[n + 1];
        for (int cell = 0; cell < question.length; cell++) {
            colours[cell] = Draws.mix(question[cell] == 0 ? 1 : 2);
        }
        for (int round = 0; round < ROUNDS; round++) {
            Arrays.fill(rows, 0);
            Arrays.fill(columns, 0);
            Arrays.fill(boxes, 0);
            Arrays.fill(digits, 0);
            for (int cell = 0; cell < question.length; cell++) {
                rows[shape.row(cell)] += colours[cell];
                columns[shape.column(cell)] += colours[cell];
                boxes[shape.box(cell)] += colours[cell];
                digits[question[cell]] += colours[cell];
            }
            for (int cell = 0; cell < question.length; cell++) {
                colours[cell] = Draws.mix(colours[cell] + Draws.mix(rows[shape.row(cell)] * ROW)
                        + Draws.mix(columns[shape.column(cell)] * column) + Draws.mix(boxes[shape.box(cell)] * BOX)
                        + (question[cell] == 0 ? 0 : Draws.mix(digits[question[cell]] * DIGIT)));
            }
        }
        return Draws.mix(Arrays.stream(colours).sum());
    }
}
