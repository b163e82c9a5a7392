package dev.vitrine.engine.kernel;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * The reference backend: products by EJML, everything else by the plain loops of {@link ScalarRows}. A matrix that
 * starts at 0 and whose rows follow one another is handed to EJML as it is; any other is copied to scratch memory,
 * which grows when it has to and is kept.
 */
public final class EjmlKernels extends ScalarRows {
    private final Operand a = new Operand();
    private final Operand b = new Operand();
    private final Operand c = new Operand();

    @Override
    public String name() {
        return "ejml";
    }

    @Override
    public void gemm(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                     float[] c, int cAt, int ldc, boolean plus) {
        if (m == 0 || n == 0 || k == 0) {
            sumOfNothing(m, n, c, cAt, ldc, plus);
            return;
        }
        FMatrixRMaj left = this.a.read(m, k, a, aAt, lda);
        FMatrixRMaj right = this.b.read(k, n, b, bAt, ldb);
        if (plus) {
            CommonOps_FDRM.multAdd(left, right, this.c.read(m, n, c, cAt, ldc));
        } else {
            CommonOps_FDRM.mult(left, right, this.c.shape(m, n, c, cAt, ldc));
        }
        this.c.write(c, cAt, ldc);
    }

    @Override
    public void gemmTransB(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                           float[] c, int cAt, int ldc, boolean plus) {
        if (m == 0 || n == 0 || k == 0) {
            sumOfNothing(m, n, c, cAt, ldc, plus);
            return;
        }
        FMatrixRMaj left = this.a.read(m, k, a, aAt, lda);
        FMatrixRMaj right = this.b.read(n, k, b, bAt, ldb);
        if (plus) {
            CommonOps_FDRM.multAddTransB(left, right, this.c.read(m, n, c, cAt, ldc));
        } else {
            CommonOps_FDRM.multTransB(left, right, this.c.shape(m, n, c, cAt, ldc));
        }
        this.c.write(c, cAt, ldc);
    }

    @Override
    public void gemmTransA(int m, int n, int k, float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
                           float[] c, int cAt, int ldc, boolean plus) {
        if (m == 0 || n == 0 || k == 0) {
            sumOfNothing(m, n, c, cAt, ldc, plus);
            return;
        }
        FMatrixRMaj left = this.a.read(k, m, a, aAt, lda);
        FMatrixRMaj right = this.b.read(k, n, b, bAt, ldb);
        if (plus) {
            CommonOps_FDRM.multAddTransA(left, right, this.c.read(m, n, c, cAt, ldc));
        } else {
            CommonOps_FDRM.multTransA(left, right, this.c.shape(m, n, c, cAt, ldc));
        }
        this.c.write(c, cAt, ldc);
    }

    /** Rows one after the other. */
    @Override
    public void pack(boolean transposed, int k, int n, float[] b, int bAt, int ldb, PackedMatrix to) {
        int padded = PackedMatrix.padded(n);
        to.shape(k, padded, k * padded);
        for (int p = 0; p < k; p++) {
            Arrays.fill(to.values, p * padded + n, (p + 1) * padded, 0f);
            for (int j = 0; j < n; j++) {
                to.values[p * padded + j] = transposed ? b[bAt + j * ldb + p] : b[bAt + p * ldb + j];
            }
        }
    }

    @Override
    public void gemmPacked(int m, int n, int k, float[] a, int aAt, int lda, PackedMatrix b, int row, int column,
                           float[] c, int cAt, int ldc, boolean plus) {
        gemm(m, n, k, a, aAt, lda, b.values, row * b.n + column, b.n, c, cAt, ldc, plus);
    }

    /**
     * A matrix for EJML over somebody's array or over scratch memory. Fields are set one by one because
     * {@code FMatrixRMaj.wrap} makes an object and {@code reshape} may silently give the matrix a new array.
     */
    private static final class Operand {
        private final FMatrixRMaj matrix = new FMatrixRMaj(1, 1);
        private float[] scratch = new float[0];

        /** The matrix with the values of {@code from}, not modified. */
        FMatrixRMaj read(int rows, int cols, float[] from, int at, int stride) {
            shape(rows, cols, from, at, stride);
            if (matrix.data != from) {
                for (int i = 0; i < rows; i++) {
                    System.arraycopy(from, at + i * stride, matrix.data, i * cols, cols);
                }
            }
            return matrix;
        }

        /** The matrix for values that will go to {@code to}; what it holds now is unknown. */
        FMatrixRMaj shape(int rows, int cols, float[] to, int at, int stride) {
            boolean asItIs = at == 0 && (stride == cols || rows == 1);
            if (!asItIs && scratch.length < rows * cols) {
                scratch = new float[rows * cols];
            }
            matrix.numRows = rows;
            matrix.numCols = cols;
            matrix.data = asItIs ? to : scratch;
            return matrix;
        }

        void write(float[] to, int at, int stride) {
            if (matrix.data != to) {
                for (int i = 0; i < matrix.numRows; i++) {
                    System.arraycopy(matrix.data, i * matrix.numCols, to, at + i * stride, matrix.numCols);
                }
            }
        }
    }
}
