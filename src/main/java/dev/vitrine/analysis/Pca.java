package dev.vitrine.analysis;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The plane in which vectors spread most. With K vectors of D numbers and K at most D, the K x K Gram matrix G = Xc Xc^T has
 * the same eigenvalues as the D x D scatter Xc^T Xc; an axis is Xc^T u / sqrt(lambda). With K above D an axis is an eigenvector
 * of the scatter. The sign of an axis is fixed by a rule, so that pictures of neighbouring steps do not flip: its loading of the largest magnitude is positive.
 */
public final class Pca {
    private static final double NOTHING = 1e-12;   // share of the largest eigenvalue that is rounding

    private final double[] mean;
    private final double[][] axes;        // two, each of D numbers; zeros where the vectors span no such direction
    private final double[] eigenvalues;   // descending, of the smaller of the two matrices

    private Pca(double[] mean, double[][] axes, double[] eigenvalues) {
        this.mean = mean;
        this.axes = axes;
        this.eigenvalues = eigenvalues;
    }

    /** @param rows at least one vector, all of one length; not modified */
    public static Pca fit(List<float[]> rows) {
        double[] mean = mean(rows);
        double[][] centred = new double[rows.size()][];
        for (int k = 0; k < centred.length; k++) {
            centred[k] = minus(rows.get(k), mean);
        }
        boolean few = centred.length <= mean.length;
        int n = few ? centred.length : mean.length;
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(few ? gram(centred) : gram(transposed(centred)))) {
            throw new IllegalArgumentException("the states have no principal components: they hold numbers that are not finite");
        }
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(eigen.getEigenvalue(b).getReal(), eigen.getEigenvalue(a).getReal()));
        double[] values = new double[n];
        Arrays.setAll(values, i -> Math.max(0, eigen.getEigenvalue(order[i]).getReal()));
        double[][] axes = new double[2][mean.length];
        for (int i = 0; i < Math.min(2, values.length); i++) {
            if (values[i] > NOTHING * values[0]) {
                DMatrixRMaj u = eigen.getEigenVector(order[i]);
                if (few) {
                    axis(centred, u, values[i], axes[i]);
                } else {
                    System.arraycopy(u.data, 0, axes[i], 0, n);
                }
                fixSign(axes[i]);
            }
        }
        return new Pca(mean, axes, values);
    }

    private static double[] mean(List<float[]> rows) {
        double[] mean = new double[rows.getFirst().length];
        for (float[] row : rows) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += row[d];
            }
        }
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= rows.size();
        }
        return mean;
    }

    private static double[] minus(float[] row, double[] mean) {
        if (row.length != mean.length) {
            throw new IllegalArgumentException("a vector of " + row.length + " numbers among vectors of " + mean.length);
        }
        double[] centred = new double[row.length];
        for (int d = 0; d < centred.length; d++) {
            centred[d] = row[d] - mean[d];
        }
        return centred;
    }

    private static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int k = 0; k < rows.length; k++) {
            for (int d = 0; d < columns.length; d++) {
                columns[d][k] = rows[k][d];
            }
        }
        return columns;
    }

    private static DMatrixRMaj gram(double[][] centred) {
        DMatrixRMaj gram = new DMatrixRMaj(centred.length, centred.length);
        for (int i = 0; i < centred.length; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = dot(centred[i], centred[j]);
                gram.set(i, j, dot);
                gram.set(j, i, dot);
            }
        }
        return gram;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }

    private static void axis(double[][] centred, DMatrixRMaj u, double eigenvalue, double[] out) {
        double root = Math.sqrt(eigenvalue);
        for (int k = 0; k < centred.length; k++) {
            double weight = u.get(k) / root;
            for (int d = 0; d < out.length; d++) {
                out[d] += weight * centred[k][d];
            }
        }
    }

    private static void fixSign(double[] out) {
        int largest = 0;
        for (int d = 1; d < out.length; d++) {
            largest = Math.abs(out[d]) > Math.abs(out[largest]) ? d : largest;
        }
        if (out[largest] < 0) {
            for (int d = 0; d < out.length; d++) {
                out[d] = -out[d];
            }
        }
    }

    /** Coordinates in the plane, (x - mean) . axis. @param row not modified */
    public double[] project(float[] row) {
        double[] centred = minus(row, mean);
        return new double[] {dot(centred, axes[0]), dot(centred, axes[1])};
    }

    /** (lambda_1 + lambda_2) / sum of all: the share of the spread that the plane shows; 1 where there is no spread. */
    public double explained() {
        double sum = Arrays.stream(eigenvalues).sum();
        return sum > 0 ? (eigenvalues[0] + (eigenvalues.length > 1 ? eigenvalues[1] : 0)) / sum : 1;
    }

    /** Of the scatter of the centred vectors, descending; no more of them than can differ from 0. */
    public double[] eigenvalues() {
        return eigenvalues.clone();
    }

    /** Length of the vectors. */
    public int dimensions() {
        return mean.length;
    }

    /** One of the two axes, of length 1, or zeros. */
    public double[] axis(int i) {
        return axes[i].clone();
    }

    /** Share of the spread of other vectors that this plane shows; 1 where they do not spread. @param rows not modified */
    public double share(List<float[]> rows) {
        double[] centre = mean(rows);
        double whole = 0;
        double shown = 0;
        for (float[] row : rows) {
            double[] centred = minus(row, centre);
            double x = dot(centred, axes[0]);
            double y = dot(centred, axes[1]);
            whole += dot(centred, centred);
            shown += x * x + y * y;
        }
        return whole > 0 ? shown / whole : 1;
    }
}
