package dev.vitrine.engine.tensor;

import org.ejml.data.FMatrixRMaj;

/** Small arithmetic on whole matrices. Map loops like these are vectorised by the JIT with the same bits. */
public final class Tensors {
    private Tensors() {
    }

    public static FMatrixRMaj zeros(TensorShape shape) {
        return new FMatrixRMaj(shape.rows(), shape.columns());
    }

    /** A matrix without numbers, for who counts only. */
    public static FMatrixRMaj sizesOnly(TensorShape shape) {
        FMatrixRMaj matrix = new FMatrixRMaj(0, 0);
        matrix.numRows = shape.rows();
        matrix.numCols = shape.columns();
        return matrix;
    }

    /** out = a + b. {@code out} may be one of the operands. */
    public static FMatrixRMaj add(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj out) {
        float[] x = a.data;
        float[] y = b.data;
        float[] z = out.data;
        int n = z.length;
        for (int i = 0; i < n; i++) {
            z[i] = x[i] + y[i];
        }
        return out;
    }

    /** out = a + b for n numbers from {@code from} on. */
    public static FMatrixRMaj add(FMatrixRMaj a, FMatrixRMaj b, int from, int n, FMatrixRMaj out) {
        float[] x = a.data;
        float[] y = b.data;
        float[] z = out.data;
        for (int i = from; i < from + n; i++) {
            z[i] = x[i] + y[i];
        }
        return out;
    }

    /** out = value. */
    public static void copy(FMatrixRMaj value, FMatrixRMaj out) {
        System.arraycopy(value.data, 0, out.data, 0, out.data.length);
    }
}
