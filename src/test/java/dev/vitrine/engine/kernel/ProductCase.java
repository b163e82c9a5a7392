package dev.vitrine.engine.kernel;

import java.util.Arrays;
import java.util.Random;

/** The operands of one product, with odd offsets and leading dimensions, and C among sentinels. */
final class ProductCase {
    enum Form {
        PLAIN("gemm"), TRANS_B("gemmTransB"), TRANS_A("gemmTransA");

        final String method;

        Form(String method) {
            this.method = method;
        }
    }

    final Form form;
    final int m;
    final int n;
    final int k;
    final boolean plus;
    final int aAt;
    final int bAt;
    final int cAt;
    final int lda;
    final int ldb;
    final int ldc;
    final float[] a;
    final float[] b;
    final float[] c;

    ProductCase(Form form, int m, int n, int k, boolean plus) {
        this.form = form;
        this.m = m;
        this.n = n;
        this.k = k;
        this.plus = plus;
        Random random = new Random(((m * 1000L + n) * 1000 + k) * 3 + form.ordinal());
        boolean packed = random.nextInt(4) == 0;
        int aRows = form == Form.TRANS_A ? k : m;
        int aCols = form == Form.TRANS_A ? m : k;
        int bRows = form == Form.TRANS_B ? n : k;
        int bCols = form == Form.TRANS_B ? k : n;
        lda = aCols + (packed ? 0 : random.nextInt(6));
        ldb = bCols + (packed ? 0 : random.nextInt(6));
        ldc = n + (packed ? 0 : random.nextInt(6));
        aAt = packed ? 0 : random.nextInt(6);
        bAt = packed ? 0 : random.nextInt(6);
        cAt = packed ? 0 : random.nextInt(6);
        a = draws(aAt + size(aRows, aCols, lda), random);
        b = draws(bAt + size(bRows, bCols, ldb), random);
        c = new float[cAt + size(m, n, ldc) + (packed ? 0 : 5)];
        Arrays.fill(c, KernelCase.SENTINEL);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                c[cAt + i * ldc + j] = plus ? (float) random.nextGaussian() : Float.NaN;
            }
        }
    }

    /** Arrays end where the last row ends: reading further is an error. */
    private static int size(int rows, int cols, int stride) {
        return rows == 0 || cols == 0 ? 0 : (rows - 1) * stride + cols;
    }

    private static float[] draws(int n, Random random) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** C with its borders after the product; this case is not modified. */
    float[] run(Kernels kernels) {
        float[] out = c.clone();
        switch (form) {
            case PLAIN -> kernels.gemm(m, n, k, a, aAt, lda, b, bAt, ldb, out, cAt, ldc, plus);
            case TRANS_B -> kernels.gemmTransB(m, n, k, a, aAt, lda, b, bAt, ldb, out, cAt, ldc, plus);
            case TRANS_A -> kernels.gemmTransA(m, n, k, a, aAt, lda, b, bAt, ldb, out, cAt, ldc, plus);
        }
        return out;
    }

    /** What the contract of {@link Kernels} promises: one chain of fused multiply-adds. */
    float[] chains() {
        float[] out = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float s = plus ? c[cAt + i * ldc + j] : 0f;
                for (int p = 0; p < k; p++) {
                    s = Math.fma(a(i, p), b(p, j), s);
                }
                out[cAt + i * ldc + j] = s;
            }
        }
        return out;
    }

    /** Sum of |a b| and |c|: what a rounding error of each element is relative to. */
    float[] magnitudes() {
        float[] out = new float[c.length];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float s = plus ? Math.abs(c[cAt + i * ldc + j]) : 0f;
                for (int p = 0; p < k; p++) {
                    s += Math.abs(a(i, p) * b(p, j));
                }
                out[cAt + i * ldc + j] = s;
            }
        }
        return out;
    }

    private float a(int i, int p) {
        return form == Form.TRANS_A ? a[aAt + p * lda + i] : a[aAt + i * lda + p];
    }

    private float b(int p, int j) {
        return form == Form.TRANS_B ? b[bAt + j * ldb + p] : b[bAt + p * ldb + j];
    }

    @Override
    public String toString() {
        return form.method + " m=" + m + " n=" + n + " k=" + k + " plus=" + plus + " lda=" + lda + " ldb=" + ldb
                + " ldc=" + ldc + " offsets " + aAt + ", " + bAt + ", " + cAt;
    }
}
