package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Up to DEPTH rows and WIDTH columns of B, packed row after row. A column of tiles reads 16 KB of panels at 256 bits and 32 at
 * 512. What stands behind the last column when B is narrower is never seen: those lanes are dropped. Turning B by eight scalar
 * streams was half as fast as {@link Transpose}. Panels that begin at a line of the cache, outside of Java's heap, made a tile
 * alone 8 % faster, and a training step no faster.
 */
final class Panel {
    private static final int L = Lanes.COUNT;
    static final int WIDTH = 2 * L;
    static final int DEPTH = Math.max(256, 32 * L);
    /** Columns of a tile: two panels side by side where there are 32 registers. */
    static final int TILE = L == 16 ? 2 * WIDTH : WIDTH;
    /** Rows that a column of tiles works at once: of {@link #TILE} columns they stay in the first-level cache. From the second
     *  one tiles are a quarter slower at 512 bits. */
    static final int TILE_DEPTH = L == 16 ? 128 : DEPTH;

    private Panel() {
    }

    /** Floats from one packed row to the next. */
    static int stride(int width) {
        return width <= L ? L : WIDTH;
    }

    /** Floats of a packed row of all panels that n columns need. */
    static int strides(int n) {
        int rest = n % WIDTH;
        return n - rest + (rest == 0 ? 0 : stride(rest));
    }

    /** {@code b} is (depth, n), or (n, depth) where it is transposed, not modified. Panel after panel goes to {@code to}.
     *  @param room columns of the panels, of which those from n on stay as they are */
    static void packAll(boolean transposed, int depth, int n, int room, float[] b, int bAt, int ldb, float[] to, int toAt) {
        for (int j = 0; j < n; j += WIDTH) {
            int width = Math.min(WIDTH, n - j);
            int stride = stride(Math.min(WIDTH, room - j));
            if (transposed) {
                packTransposed(depth, width, b, bAt + j * ldb, ldb, to, toAt + j * depth, stride);
            } else {
                packPlain(depth, width, b, bAt + j, ldb, to, toAt + j * depth, stride);
            }
        }
    }

    private static void packPlain(int depth, int width, float[] b, int bAt, int ldb, float[] values, int at, int stride) {
        for (int p = 0; p < depth; p++) {
            int from = bAt + p * ldb;
            int to = at + p * stride;
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

    /** Where it can be, eight rows of B at a time. */
    private static void packTransposed(int depth, int width, float[] b, int bAt, int ldb, float[] values, int at, int stride) {
        int times = L < 8 ? 0 : depth / L;
        int j = 0;
        for (; j <= width - 8; j += 8) {
            Transpose.eight(times, b, bAt + j * ldb, ldb, values, at + j, stride);
            transposeRest(times * L, depth, 8, b, bAt + j * ldb, ldb, values, at + j, stride);
        }
        transposeRest(0, depth, width - j, b, bAt + j * ldb, ldb, values, at + j, stride);
    }

    private static void transposeRest(int from, int depth, int rows, float[] b, int bAt, int ldb, float[] values, int at, int stride) {
        for (int r = 0; r < rows; r++) {
            for (int p = from; p < depth; p++) {
                values[at + p * stride + r] = b[bAt + r * ldb + p];
            }
        }
    }
}
