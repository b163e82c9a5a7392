package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Up to DEPTH rows and WIDTH columns of B, packed row after row: what one column of tiles reads. 16 KB at 256 bits,
 * half of a first-level cache. What stands behind the last column when B is narrower is never seen: those lanes are
 * dropped. Turning B by eight scalar streams was half as fast as {@link Transpose}.
 */
final class Panel {
    private static final int L = Lanes.COUNT;
    static final int WIDTH = 2 * L;
    static final int DEPTH = 256;

    final float[] values = new float[DEPTH * WIDTH];

    /** Floats from one packed row to the next. */
    static int stride(int width) {
        return width <= L ? L : WIDTH;
    }

    /** {@code b} is (depth, width), not modified. */
    void pack(int depth, int width, float[] b, int bAt, int ldb) {
        int stride = stride(width);
        for (int p = 0; p < depth; p++) {
            int from = bAt + p * ldb;
            int to = p * stride;
            if (width == WIDTH) {
                FloatVector.fromArray(SPECIES, b, from).intoArray(values, to);
                FloatVector.fromArray(SPECIES, b, from + L).intoArray(values, to + L);
            } else if (width == L) {
                FloatVector.fromArray(SPECIES, b, from).intoArray(values, to);
            } else {
                for (int j = 0; j < width; j++) {
                    values[to + j] = b[from + j];
                }
            }
        }
    }

    /** {@code b} is (width, depth), not modified. Where it can be, eight of its rows at a time. */
    void packTransposed(int depth, int width, float[] b, int bAt, int ldb) {
        int stride = stride(width);
        int squares = L < 8 ? 0 : depth / 8;
        int j = 0;
        for (; j <= width - 8; j += 8) {
            Transpose.eight(squares, b, bAt + j * ldb, ldb, values, j, stride);
            transposeRest(squares * 8, depth, 8, b, bAt + j * ldb, ldb, j, stride);
        }
        transposeRest(0, depth, width - j, b, bAt + j * ldb, ldb, j, stride);
    }

    private void transposeRest(int from, int depth, int rows, float[] b, int bAt, int ldb, int column, int stride) {
        for (int r = 0; r < rows; r++) {
            for (int p = from; p < depth; p++) {
                values[p * stride + column + r] = b[bAt + r * ldb + p];
            }
        }
    }
}
