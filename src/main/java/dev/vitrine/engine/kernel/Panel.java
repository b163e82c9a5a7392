package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Up to DEPTH rows and WIDTH columns of B, packed row after row: what one column of tiles reads. 16 KB at 256 bits, half
 * of a first-level cache. What stands behind the last column when B is narrower is never seen: those lanes are dropped.
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

    /** {@code b} is (width, depth), not modified. Eight rows at a time: eight streams in, one out. */
    void packTransposed(int depth, int width, float[] b, int bAt, int ldb) {
        int stride = stride(width);
        int j = 0;
        for (; j <= width - 8; j += 8) {
            transposeEight(depth, b, bAt + j * ldb, ldb, j, stride);
        }
        for (; j < width; j++) {
            int from = bAt + j * ldb;
            for (int p = 0; p < depth; p++) {
                values[p * stride + j] = b[from + p];
            }
        }
    }

    private void transposeEight(int depth, float[] b, int b0, int ldb, int column, int stride) {
        int b1 = b0 + ldb;
        int b2 = b1 + ldb;
        int b3 = b2 + ldb;
        int b4 = b3 + ldb;
        int b5 = b4 + ldb;
        int b6 = b5 + ldb;
        int b7 = b6 + ldb;
        for (int p = 0; p < depth; p++) {
            int to = p * stride + column;
            values[to] = b[b0 + p];
            values[to + 1] = b[b1 + p];
            values[to + 2] = b[b2 + p];
            values[to + 3] = b[b3 + p];
            values[to + 4] = b[b4 + p];
            values[to + 5] = b[b5 + p];
            values[to + 6] = b[b6 + p];
            values[to + 7] = b[b7 + p];
        }
    }
}
