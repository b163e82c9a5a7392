package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * How the rows of C are cut into blocks and tiles, and a block of A or A^T packed accordingly: strip after strip, each strip's
 * columns of A next to one another; one that reaches over the last row repeats that row. A strip is as high as a tile, or as two
 * of 4 rows. Where A^T lies, a tile would read 24 bytes from each of 256 rows, which are often a power of two apart and so fight
 * for a few sets of the cache.
 */
final class Strips {
    /** Tiles are 6 rows by 2 vectors: 12 sums, 2 vectors of B and 1 of A fit in 16 registers. Where there are 32, strips are 8 high. */
    static final int HEIGHT = Lanes.COUNT == 16 ? 8 : 6;
    /** With fewer columns of C each number of A is read too seldom for packing to pay. */
    static final int MANY_COLUMNS = 64;
    /** 264 rows of 256 floats stay in a second-level cache of half a megabyte. */
    private static final int BLOCK = 264;
    private static final int L = Lanes.COUNT;
    /** What of a vector a tile's column fills, and with vectors of 4 the rest of it. */
    private static final VectorMask<Float> COLUMN = VectorMask.fromLong(SPECIES, (1L << Math.min(L, HEIGHT)) - 1);
    private static final VectorMask<Float> FOUR = VectorMask.fromLong(SPECIES, 0b1111);
    private static final VectorMask<Float> TWO = VectorMask.fromLong(SPECIES, 0b11);
    /** What is read and written at once, of which the masks keep a part: where an array ends before, numbers are packed singly. */
    private static final int REACH = L < HEIGHT ? 2 * L : L;
    /** Rows of A that are packed together: so many streams are read at once. */
    private static final int ROWS_AT_ONCE = 8;

    /** Leading dimension of gathered rows: not a power of two. */
    static final int GATHERED = Panel.TILE_DEPTH + 16;

    float[] values = new float[0];

    /** Rows of each block: blocks are about equally high. One block where it is all of m. */
    static int blockRows(int m) {
        int blocks = Math.max(1, (m + BLOCK - 1) / BLOCK);
        int rows = (m + blocks - 1) / blocks;
        return Math.max(1, (rows + HEIGHT - 1) / HEIGHT) * HEIGHT;
    }

    /** Rows of the next tile when so many are left: HEIGHT or 4. With tiles of 6, seven and eight are two tiles of 4. */
    static int height(int left) {
        return left <= 4 || HEIGHT == 6 && (left == 7 || left == 8) ? 4 : HEIGHT;
    }

    /** {@code a} is (m, depth), not modified: its rows, GATHERED floats from one to the next. */
    void gather(int depth, int m, float[] a, int aAt, int lda) {
        room(m * GATHERED);
        for (int i = 0; i < m; i++) {
            System.arraycopy(a, aAt + i * lda, values, i * GATHERED, depth);
        }
    }

    private void room(int size) {
        if (values.length < size) {
            values = new float[size];
        }
    }

    /** {@code a} is (depth, m), not modified. The tile that starts at row i of C starts at i * depth. */
    void pack(int depth, int m, float[] a, int aAt, int lda) {
        room((m + HEIGHT) * depth + REACH);
        for (int p = 0; p < depth; p += ROWS_AT_ONCE) {
            int rows = Math.min(ROWS_AT_ONCE, depth - p);
            int height;
            for (int i = 0; i < m; i += height) {
                height = height(m - i);
                int to = i * depth + p * height;
                int from = aAt + p * lda + i;
                if (m - i < height || from + (rows - 1) * lda + REACH > a.length) {
                    packSome(rows, Math.min(height, m - i), a, from, lda, to, height);
                } else if (height == 4) {
                    packFour(rows, a, from, lda, to);
                } else {
                    packTall(rows, a, from, lda, to);
                }
            }
        }
    }

    private void packTall(int rows, float[] a, int aAt, int lda, int to) {
        for (int p = 0; p < rows; p++) {
            int from = aAt + p * lda;
            FloatVector.fromArray(SPECIES, a, from, COLUMN).intoArray(values, to + p * HEIGHT, COLUMN);
            if (L < HEIGHT) {
                FloatVector.fromArray(SPECIES, a, from + L, TWO).intoArray(values, to + p * HEIGHT + L, TWO);
            }
        }
    }

    private void packFour(int rows, float[] a, int aAt, int lda, int to) {
        for (int p = 0; p < rows; p++) {
            FloatVector.fromArray(SPECIES, a, aAt + p * lda, FOUR).intoArray(values, to + p * 4, FOUR);
        }
    }

    private void packSome(int rows, int width, float[] a, int aAt, int lda, int to, int height) {
        for (int p = 0; p < rows; p++) {
            for (int r = 0; r < height; r++) {
                values[to + p * height + r] = a[aAt + p * lda + Math.min(r, width - 1)];
            }
        }
    }
}
