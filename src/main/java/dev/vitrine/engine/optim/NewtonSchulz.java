package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;

/**
 * Brings all singular values of a matrix near 1 (from 0.68 to 1.13) and keeps its singular vectors, so that U S V^T becomes
 * about U V^T: five times X = a X + (b A + c A^2) X with A = X X^T, from X / ||X||. Of a tall matrix the smaller product
 * X^T X is used, from the right. Coefficients of Jordan et al. 2024, <a href="https://kellerjordan.github.io/posts/muon">Muon</a>.
 */
final class NewtonSchulz {
    private static final int TIMES = 5;
    private static final float A = 3.4445f;
    private static final float B = -4.7750f;
    private static final float C = 2.0315f;
    private static final float EPS = 1e-7f;

    private final Kernels kernels;
    private final float[] gram;      // (k, k), k the shorter side
    private final float[] factor;    // (k, k)
    private final float[] product;

    /**
     * @param largest  numbers of the largest matrix
     * @param shortest longest shorter side of a matrix
     */
    NewtonSchulz(int largest, int shortest, Kernels kernels) {
        this.kernels = kernels;
        gram = new float[shortest * shortest];
        factor = new float[shortest * shortest];
        product = new float[largest];
    }

    /** @param x (rows, columns), overwritten */
    void orthogonalise(float[] x, int rows, int columns) {
        int n = rows * columns;
        float scale = 1 / ((float) Math.sqrt(kernels.sumOfSquares(n, x, 0)) + EPS);
        for (int i = 0; i < n; i++) {
            x[i] *= scale;
        }
        for (int time = 0; time < TIMES; time++) {
            once(x, rows, columns);
        }
    }

    private void once(float[] x, int rows, int columns) {
        int k = Math.min(rows, columns);
        boolean wide = rows <= columns;
        if (wide) {
            kernels.gemmTransB(k, k, columns, x, 0, columns, x, 0, columns, gram, 0, k, false);
        } else {
            kernels.gemmTransA(k, k, rows, x, 0, columns, x, 0, columns, gram, 0, k, false);
        }
        kernels.gemm(k, k, k, gram, 0, k, gram, 0, k, factor, 0, k, false);
        for (int i = 0; i < k * k; i++) {
            factor[i] = Math.fma(C, factor[i], B * gram[i]);
        }
        if (wide) {
            kernels.gemm(rows, columns, k, factor, 0, k, x, 0, columns, product, 0, columns, false);
        } else {
            kernels.gemm(rows, columns, k, x, 0, columns, factor, 0, k, product, 0, columns, false);
        }
        for (int i = 0; i < rows * columns; i++) {
            x[i] = Math.fma(A, x[i], product[i]);
        }
    }
}
