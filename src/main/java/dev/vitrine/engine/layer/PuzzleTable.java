package dev.vitrine.engine.layer;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.Arrays;

/**
 * What is learned of each kind of puzzle: a row of {@code width} numbers, which stands before a puzzle's cells as {@code positions}
 * positions of C numbers, the last of them filled up with 0. Starts at 0, and only the signs of its gradient count, as in the
 * reference of HRM (sapientinc/HRM, sparse_embedding.py).
 *
 * @param table (puzzles, width)
 */
public record PuzzleTable(Parameter table, int positions) {
    public PuzzleTable(String name, int puzzles, int width, int positions) {
        this(Parameter.zerosBySign(name, TensorShape.of("P", puzzles, "W", width)), positions);
    }

    /** Puts a row in the place of a sequence's first positions.
     *  @param x (B*T, C); the sequence's first position begins at {@code at} */
    void write(float[] table, int puzzle, float scale, int channels, float[] x, int at) {
        int width = width();
        for (int i = 0; i < width; i++) {
            x[at + i] = table[puzzle * width + i] * scale;
        }
        Arrays.fill(x, at + width, at + positions * channels, 0f);
    }

    /** dtable[puzzle] += scale * dx. */
    void backward(float[] dx, int at, float scale, float[] dTable, int puzzle) {
        int width = width();
        for (int i = 0; i < width; i++) {
            dTable[puzzle * width + i] += dx[at + i] * scale;
        }
    }

    private int width() {
        return table.shape().columns();
    }
}
