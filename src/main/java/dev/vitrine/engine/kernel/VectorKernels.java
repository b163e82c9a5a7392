package dev.vitrine.engine.kernel;

/**
 * The fast backend. Products walk over C in tiles held in registers ({@link RowTiles}, {@link ColumnTiles}); the part of
 * B that a column of tiles needs is first packed into a {@link Panel} that stays in the first-level cache, and a block
 * of A^T into {@link Strips} where that pays. A block of k starts from what the block before left in C, so each element
 * remains one chain over k. With few rows packing does not pay: {@link FewRows}.
 *
 * <p>Measured on a core of an AVX2 EPYC whose bare multiply-add loop makes 101 GFLOP/s, JDK 25: 75 to 85 at
 * 256x256x1024 in all three forms, 57 to 85 for the products of an attention head of 16 over 64 tokens. What did not
 * help: turning B for a single row, 5.5 where the scalar chains of FewRows make 7. A that is not transposed is read where
 * it lies: at 512x512x512 that is no slower than the packed A of gemmTransA.
 */
public final class VectorKernels extends VectorRows {
    /** Up to so many rows of C the panel would cost more than it saves; turning B pays from the second row on. */
    private static final int FEW = 3;

    private final Panel panel = new Panel();
    private final Strips strips = new Strips();
    /** A tile that reaches over the right edge of C is worked on here. */
    private final float[] edge = new float[Strips.HEIGHT * Panel.WIDTH];

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public void gemm(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                     float[] c, int cAt, int ldc, boolean plus) {
        if (m <= FEW) {
            for (int i = 0; i < m; i++) {
                FewRows.times(n, k, a, aAt + i * lda, 1, b, bAt, ldb, c, cAt + i * ldc, plus);
            }
        } else {
            product(false, false, m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, plus);
        }
    }

    @Override
    public void gemmTransB(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                           float[] c, int cAt, int ldc, boolean plus) {
        if (m == 1) {
            FewRows.timesTransposed(n, k, a, aAt, b, bAt, ldb, c, cAt, plus);
        } else {
            product(false, true, m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, plus);
        }
    }

    @Override
    public void gemmTransA(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                           float[] c, int cAt, int ldc, boolean plus) {
        if (m <= FEW) {
            for (int i = 0; i < m; i++) {
                FewRows.times(n, k, a, aAt + i, lda, b, bAt, ldb, c, cAt + i * ldc, plus);
            }
        } else {
            product(true, false, m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, plus);
        }
    }

    private void product(boolean transA, boolean transB, int m, int n, int k, float[] a, int aAt, int lda,
                         float[] b, int bAt, int ldb, float[] c, int cAt, int ldc, boolean plus) {
        if (k == 0) {
            ScalarRows.sumOfNothing(m, n, c, cAt, ldc, plus);
        }
        int block = Strips.blockRows(m);
        boolean packA = transA && n > Strips.MANY_COLUMNS;
        for (int p = 0; p < k; p += Panel.DEPTH) {
            int depth = Math.min(Panel.DEPTH, k - p);
            boolean more = plus || p > 0;
            for (int i = 0; i < m; i += block) {
                int rows = Math.min(block, m - i);
                int aFrom = transA ? aAt + p * lda + i : aAt + i * lda + p;
                if (packA) {
                    strips.pack(depth, rows, a, aFrom, lda);
                }
                for (int j = 0; j < n; j += Panel.WIDTH) {
                    int width = Math.min(Panel.WIDTH, n - j);
                    if (transB) {
                        panel.packTransposed(depth, width, b, bAt + j * ldb + p, ldb);
                    } else {
                        panel.pack(depth, width, b, bAt + p * ldb + j, ldb);
                    }
                    int cFrom = cAt + i * ldc + j;
                    if (packA) {
                        tiles(true, true, rows, width, depth, strips.values, 0, 0, c, cFrom, ldc, more);
                    } else {
                        tiles(transA, false, rows, width, depth, a, aFrom, lda, c, cFrom, ldc, more);
                    }
                }
            }
        }
    }

    /** One column of tiles, as high as the block. */
    private void tiles(boolean transA, boolean packedA, int m, int width, int depth, float[] a, int aAt, int lda,
                       float[] c, int cAt, int ldc, boolean plus) {
        boolean whole = width == Panel.stride(width);
        int height;
        for (int i = 0; i < m; i += height) {
            height = Strips.height(m - i);
            int rows = Math.min(m - i, height);
            int aFrom = packedA ? i * depth : transA ? aAt + i : aAt + i * lda;
            int aStep = packedA ? height : lda;
            int cFrom = cAt + i * ldc;
            if (whole) {
                tile(transA, height, width, depth, a, aFrom, aStep, rows - 1, c, cFrom, ldc, plus);
            } else {
                if (plus) {
                    copy(rows, width, c, cFrom, ldc, edge, 0, Panel.WIDTH);
                }
                tile(transA, height, width, depth, a, aFrom, aStep, rows - 1, edge, 0, Panel.WIDTH, plus);
                copy(rows, width, edge, 0, Panel.WIDTH, c, cFrom, ldc);
            }
        }
    }

    private void tile(boolean transA, int height, int width, int depth, float[] a, int aAt, int lda, int last,
                      float[] c, int cAt, int ldc, boolean plus) {
        float[] b = panel.values;
        if (width > Lanes.COUNT) {
            if (transA) {
                if (height == 4) {
                    ColumnTiles.tile4x2(depth, b, a, aAt, lda, last, c, cAt, ldc, plus);
                } else {
                    ColumnTiles.tile6x2(depth, b, a, aAt, lda, last, c, cAt, ldc, plus);
                }
            } else if (height == 4) {
                RowTiles.tile4x2(depth, b, a, aAt, lda, last, c, cAt, ldc, plus);
            } else {
                RowTiles.tile6x2(depth, b, a, aAt, lda, last, c, cAt, ldc, plus);
            }
        } else if (transA) {
            ColumnTiles.tile6x1(depth, b, a, aAt, lda, last, c, cAt, ldc, plus);
        } else {
            RowTiles.tile6x1(depth, b, a, aAt, lda, last, c, cAt, ldc, plus);
        }
    }

    private static void copy(int rows, int width, float[] from, int fromAt, int ldFrom,
                             float[] to, int toAt, int ldTo) {
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
