package dev.vitrine.engine.kernel;

import java.util.Arrays;

/**
 * The fast backend. Products walk over C in tiles held in registers ({@link RowTiles}, {@link ColumnTiles}); the part of
 * B that a column of tiles needs is first packed into a {@link Panel} that stays in the first-level cache, and a block
 * of A or A^T into {@link Strips} where that pays. A block of k starts from what the block before left in C, so each element
 * remains one chain over k. With few rows packing does not pay: {@link FewRows}.
 *
 * <p>Measured on a core of an AVX2 EPYC whose bare multiply-add loop makes 101 GFLOP/s, JDK 25: 75 to 85 at
 * 256x256x1024 in all three forms, 57 to 85 for the products of an attention head of 16 over 64 tokens. What did not
 * help: turning B for a single row, 5.5 where the scalar chains of FewRows make 7. With vectors
 * of 256 bits an A that is not transposed is read where it lies: at 512x512x512 that is no slower than the packed A of
 * gemmTransA. For those of 512 bits see {@link WideRowTiles}.
 */
public final class VectorKernels extends VectorRows {
    /** Up to so many rows of C the panel would cost more than it saves; turning B pays from the second row on. */
    private static final int FEW = 3;

    /** Columns that are packed at once where several blocks of rows share them: half a megabyte. */
    private static final int CHUNK = 512;

    /** Rows of A that lie so far apart fight for the same sets of a cache: they are gathered where C is wide enough. */
    private static final int FAR = 1024;
    private static final int FAR_COLUMNS = 256;

    /** What products start from where nothing is added to. */
    private static final float[] ZEROS = new float[4 * Panel.WIDTH];

    private final float[] panels = new float[Panel.DEPTH * CHUNK];
    private final Strips strips = new Strips();
    /** A tile that reaches over the right edge of C is worked on here. */
    private final float[] edge = new float[Strips.HEIGHT * Panel.TILE];

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public void gemm(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                     float[] c, int cAt, int ldc, boolean plus) {
        if (k == 0) {
            ScalarRows.sumOfNothing(m, n, c, cAt, ldc, plus);
        } else if (m <= FEW) {
            for (int i = 0; i < m; i++) {
                FewRows.times(n, k, a, aAt + i * lda, 1, b, bAt, ldb, c, cAt + i * ldc, plus);
            }
        } else {
            product(false, false, m, n, k, a, aAt, lda, b, bAt, ldb, plus ? c : ZEROS, plus ? cAt : 0, plus ? ldc : 0, c, cAt, ldc);
        }
    }

    @Override
    public void gemmFromRow(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                            float[] row, float[] c, int cAt, int ldc) {
        if (m <= FEW || k == 0) {
            super.gemmFromRow(m, n, k, a, aAt, lda, b, bAt, ldb, row, c, cAt, ldc);
        } else {
            product(false, false, m, n, k, a, aAt, lda, b, bAt, ldb, row, 0, 0, c, cAt, ldc);
        }
    }

    @Override
    public void gemmTransB(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                           float[] c, int cAt, int ldc, boolean plus) {
        if (k == 0) {
            ScalarRows.sumOfNothing(m, n, c, cAt, ldc, plus);
        } else if (m == 1) {
            FewRows.timesTransposed(n, k, a, aAt, b, bAt, ldb, c, cAt, plus);
        } else {
            product(false, true, m, n, k, a, aAt, lda, b, bAt, ldb, plus ? c : ZEROS, plus ? cAt : 0, plus ? ldc : 0, c, cAt, ldc);
        }
    }

    @Override
    public void gemmTransA(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                           float[] c, int cAt, int ldc, boolean plus) {
        if (k == 0) {
            ScalarRows.sumOfNothing(m, n, c, cAt, ldc, plus);
        } else if (m <= FEW) {
            for (int i = 0; i < m; i++) {
                FewRows.times(n, k, a, aAt + i, lda, b, bAt, ldb, c, cAt + i * ldc, plus);
            }
        } else {
            product(true, false, m, n, k, a, aAt, lda, b, bAt, ldb, plus ? c : ZEROS, plus ? cAt : 0, plus ? ldc : 0, c, cAt, ldc);
        }
    }

    @Override
    public void pack(boolean transposed, int k, int n, float[] b, int bAt, int ldb, PackedMatrix to) {
        int padded = PackedMatrix.padded(n);
        int strides = Panel.strides(padded);
        to.shape(k, padded, k * strides);
        for (int p = 0; p < k; p += Panel.DEPTH) {
            int depth = Math.min(Panel.DEPTH, k - p);
            int whole = n / Panel.WIDTH * Panel.WIDTH;
            Arrays.fill(to.values, p * strides + whole * depth, (p + depth) * strides, 0f);
            Panel.packAll(transposed, depth, n, padded, b, bAt + (transposed ? p : p * ldb), ldb, to.values, p * strides);
        }
    }

    @Override
    public void gemmPacked(int m, int n, int k, float[] a, int aAt, int lda, PackedMatrix b, int row, int column,
                           float[] c, int cAt, int ldc, boolean plus) {
        if (k == 0) {
            ScalarRows.sumOfNothing(m, n, c, cAt, ldc, plus);
        }
        int block = Strips.blockRows(m);
        int depth;
        for (int p = row; p < row + k; p += depth) {
            int begin = p - p % Panel.DEPTH;                       // of the packed rows that p is among
            int packed = Math.min(Panel.DEPTH, b.k - begin);
            depth = Math.min(m == 1 ? Panel.DEPTH : Panel.TILE_DEPTH, Math.min(row + k, begin + packed) - p);
            int done = 0;
            if (m == 1) {
                int from = begin * Panel.strides(b.n) + column * packed + (p - begin) * Panel.WIDTH;
                done = oneRow(n, depth, a, aAt + p - row, b.values, from, packed, c, cAt, plus || p > row);
            }
            boolean goesOn = plus || p > row;
            for (int i = 0; i < m; i += block) {
                for (int j = done; j < n; j += Panel.TILE) {
                    int width = Math.min(Panel.TILE, n - j);
                    int left = b.n - column - j;
                    int stride = Panel.stride(Math.min(Panel.WIDTH, left));
                    int next = width <= Panel.WIDTH ? 0 : Panel.stride(Math.min(Panel.WIDTH, left - Panel.WIDTH));
                    int from = begin * Panel.strides(b.n) + (column + j) * packed;
                    int to = cAt + i * ldc + j;
                    tiles(false, Math.min(block, m - i), width, stride, next, depth,
                            b.values, from + (p - begin) * stride, from + Panel.WIDTH * packed + (p - begin) * next,
                            a, aAt + i * lda + p - row, lda, goesOn ? c : ZEROS, goesOn ? to : 0, goesOn ? ldc : 0, c, to, ldc);
                }
            }
        }
    }

    /** c(n) = [c +] a(depth) * panels of {@code packed} rows, as far as they are whole.
     *  @return columns that are done */
    private static int oneRow(int n, int depth, float[] a, int aAt, float[] b, int bAt, int packed, float[] c, int cAt, boolean goesOn) {
        float[] start = goesOn ? c : ZEROS;
        int j = 0;
        for (; j <= n - 4 * Panel.WIDTH; j += 4 * Panel.WIDTH) {
            OneRow.fourPanels(depth, a, aAt, b, bAt + j * packed, Panel.WIDTH * packed, start, goesOn ? cAt + j : 0, c, cAt + j);
        }
        for (; j <= n - Panel.WIDTH; j += Panel.WIDTH) {
            OneRow.onePanel(depth, a, aAt, b, bAt + j * packed, start, goesOn ? cAt + j : 0, c, cAt + j);
        }
        return j;
    }

    /** C = S + op(A) op(B), S being C itself, one row for all, or 0.
     *  @param start  S: {@code startAt} is its first element
     *  @param ldStart 0 where all its rows are one; {@code start} is {@link #ZEROS} where it is 0 */
    private void product(boolean transA, boolean transB, int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                         float[] start, int startAt, int ldStart, float[] c, int cAt, int ldc) {
        int block = Strips.blockRows(m);
        int chunk = block >= m ? Panel.TILE : CHUNK;   // what a tile needs, or all that the blocks share
        boolean none = start == ZEROS;
        for (int p = 0; p < k; p += Panel.TILE_DEPTH) {
            int depth = Math.min(Panel.TILE_DEPTH, k - p);
            for (int j = 0; j < n; j += chunk) {
                int width = Math.min(chunk, n - j);
                Panel.packAll(transB, depth, width, width, b, transB ? bAt + j * ldb + p : bAt + p * ldb + j, ldb, panels, 0);
                for (int i = 0; i < m; i += block) {
                    int aFrom = transA ? aAt + p * lda + i : aAt + i * lda + p;
                    int to = cAt + i * ldc + j;
                    block(transA, n, block < m || j == 0, Math.min(block, m - i), width, depth, a, aFrom, lda,
                            p > 0 ? c : start, p > 0 ? to : none ? 0 : startAt + i * ldStart + j, p > 0 ? ldc : ldStart, c, to, ldc);
                }
            }
        }
    }

    /** One block of C. A is first packed where that pays, {@code n} being all columns that it is read for. */
    private void block(boolean transA, int n, boolean fresh, int rows, int width, int depth, float[] a, int aAt, int lda,
                       float[] start, int startAt, int ldStart, float[] c, int cAt, int ldc) {
        if (transA && n > Strips.MANY_COLUMNS) {
            if (fresh) {
                strips.pack(depth, rows, a, aAt, lda);
            }
            panels(true, rows, width, depth, strips.values, 0, 0, start, startAt, ldStart, c, cAt, ldc);
        } else if (!transA && n >= FAR_COLUMNS && lda >= FAR) {
            if (fresh) {
                strips.gather(depth, rows, a, aAt, lda);
            }
            panels(false, rows, width, depth, strips.values, 0, Strips.GATHERED, start, startAt, ldStart, c, cAt, ldc);
        } else {
            panels(transA, rows, width, depth, a, aAt, lda, start, startAt, ldStart, c, cAt, ldc);
        }
    }

    /** C(m, n) = S + A * panels. {@code lda} is 0 where A is packed in {@link Strips}. */
    private void panels(boolean transA, int m, int n, int depth, float[] a, int aAt, int lda,
                        float[] start, int startAt, int ldStart, float[] c, int cAt, int ldc) {
        for (int j = 0; j < n; j += Panel.TILE) {
            int width = Math.min(Panel.TILE, n - j);
            int at = j * depth;
            tiles(transA, m, width, Panel.stride(Math.min(Panel.WIDTH, width)), width <= Panel.WIDTH ? 0 : Panel.stride(width - Panel.WIDTH),
                    depth, panels, at, at + Panel.WIDTH * depth, a, aAt, lda,
                    start, start == ZEROS ? 0 : startAt + j, ldStart, c, cAt + j, ldc);
        }
    }

    /** One column of tiles, as high as the block, of one panel or two side by side, of which {@code width} columns count.
     *  @param next stride of the second panel, 0 where there is none */
    private void tiles(boolean transA, int m, int width, int stride, int next, int depth, float[] b, int bAt, int nextAt,
                       float[] a, int aAt, int lda, float[] start, int startAt, int ldStart, float[] c, int cAt, int ldc) {
        int vectors = (stride + next) / Lanes.COUNT;
        boolean whole = width == stride + next;
        int height;
        for (int strip = 0; strip < m; strip += height) {
            height = Strips.height(m - strip);
            int tall = Strips.HEIGHT == 8 && !(transA && vectors == 1) ? 4 : height;
            for (int i = strip; i < Math.min(m, strip + height); i += tall) {
                int rows = Math.min(m - i, tall);
                int aFrom = lda == 0 ? aAt + strip * depth + i - strip : transA ? aAt + i : aAt + i * lda;
                int aStep = lda == 0 ? height : lda;
                int from = startAt + i * ldStart;
                int to = cAt + i * ldc;
                if (whole) {
                    tile(transA, tall, vectors, depth, b, bAt, nextAt, a, aFrom, aStep, rows - 1, start, from, ldStart, c, to, ldc);
                } else {
                    if (start != ZEROS) {
                        copy(rows, width, start, from, ldStart, edge, 0, Panel.TILE);
                    }
                    tile(transA, tall, vectors, depth, b, bAt, nextAt, a, aFrom, aStep, rows - 1, start == ZEROS ? start : edge, 0,
                            start == ZEROS ? 0 : Panel.TILE, edge, 0, Panel.TILE);
                    copy(rows, width, edge, 0, Panel.TILE, c, to, ldc);
                }
            }
        }
    }

    private static void tile(boolean transA, int height, int vectors, int depth, float[] b, int bAt, int nextAt, float[] a, int aAt,
                             int lda, int last, float[] start, int startAt, int ldStart, float[] c, int cAt, int ldc) {
        if (Strips.HEIGHT == 8 && vectors != 2) {
            wideTile(transA, vectors, depth, b, bAt, nextAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
        } else if (vectors == 2) {
            if (transA) {
                if (height == 4) {
                    ColumnTiles.tile4x2(depth, b, bAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
                } else {
                    ColumnTiles.tile6x2(depth, b, bAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
                }
            } else if (height == 4) {
                RowTiles.tile4x2(depth, b, bAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
            } else {
                RowTiles.tile6x2(depth, b, bAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
            }
        } else if (transA) {
            ColumnTiles.tile6x1(depth, b, bAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
        } else {
            RowTiles.tile6x1(depth, b, bAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
        }
    }

    private static void wideTile(boolean transA, int vectors, int depth, float[] b, int bAt, int nextAt, float[] a, int aAt,
                                 int lda, int last, float[] start, int startAt, int ldStart, float[] c, int cAt, int ldc) {
        if (transA) {
            switch (vectors) {
                case 4 -> WideColumnTiles.tile4x4(depth, b, bAt, nextAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
                case 3 -> WideColumnTiles.tile4x3(depth, b, bAt, nextAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
                default -> WideColumnTiles.tile8x1(depth, b, bAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
            }
        } else {
            switch (vectors) {
                case 4 -> WideRowTiles.tile4x4(depth, b, bAt, nextAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
                case 3 -> WideRowTiles.tile4x3(depth, b, bAt, nextAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
                default -> WideRowTiles.tile4x1(depth, b, bAt, a, aAt, lda, last, start, startAt, ldStart, c, cAt, ldc);
            }
        }
    }

    private static void copy(int rows, int width, float[] from, int fromAt, int ldFrom, float[] to, int toAt, int ldTo) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                to[toAt + r * ldTo + j] = from[fromAt + r * ldFrom + j];
            }
        }
    }

    @Override
    public void narrow(Half format, int n, float[] x, short[] y) {
        if (format == Half.BF16) {
            VectorHalves.narrow(n, x, y);
        } else {
            super.narrow(format, n, x, y);
        }
    }

    @Override
    public void widen(Half format, int n, short[] x, float[] y) {
        if (format == Half.BF16) {
            VectorHalves.widen(n, x, y);
        } else {
            super.widen(format, n, x, y);
        }
    }

    @Override
    public void round(Half format, int n, float[] x, float[] y) {
        if (format == Half.BF16) {
            VectorHalves.round(n, x, y);
        } else {
            super.round(format, n, x, y);
        }
    }
}
