package dev.vitrine.analysis;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * In how many directions vectors spread: PR = (sum lambda)^2 / sum lambda^2 = tr(C)^2 / ||C||_F^2, C their covariance. 1 for
 * vectors on a line, D for an even spread in D dimensions, never more than one fewer than there are vectors.
 */
public final class Participation {
    private Participation() {
    }

    /** With each position of each state as a vector: C is (D, D). @param states (S, D) each; not modified */
    public static double ofTokens(List<float[]> states, int channels) {
        int rows = states.stream().mapToInt(s -> s.length / channels).sum();
        DMatrixRMaj x = new DMatrixRMaj(rows, channels);
        int at = 0;
        for (float[] state : states) {
            for (float v : state) {
                x.data[at++] = v;
            }
        }
        centre(x);
        DMatrixRMaj scatter = new DMatrixRMaj(channels, channels);
        CommonOps_DDRM.multInner(x, scatter);
        return ratio(scatter);
    }

    /** With each whole state as a vector: of K states far longer than K, the (K, K) Gram matrix has the same spectrum as C.
     *  @param states not modified */
    public static double ofGrids(List<float[]> states) {
        int length = states.getFirst().length;
        DMatrixRMaj x = new DMatrixRMaj(states.size(), length);
        for (int k = 0; k < states.size(); k++) {
            for (int i = 0; i < length; i++) {
                x.data[k * length + i] = states.get(k)[i];
            }
        }
        centre(x);
        DMatrixRMaj gram = new DMatrixRMaj(states.size(), states.size());
        CommonOps_DDRM.multOuter(x, gram);
        return ratio(gram);
    }

    private static void centre(DMatrixRMaj x) {
        for (int c = 0; c < x.numCols; c++) {
            double mean = 0;
            for (int r = 0; r < x.numRows; r++) {
                mean += x.data[r * x.numCols + c];
            }
            mean /= x.numRows;
            for (int r = 0; r < x.numRows; r++) {
                x.data[r * x.numCols + c] -= mean;
            }
        }
    }

    /** NaN where nothing spreads. */
    private static double ratio(DMatrixRMaj scatter) {
        double trace = CommonOps_DDRM.trace(scatter);
        double squares = 0;
        for (double v : scatter.data) {
            squares += v * v;
        }
        return trace * trace / squares;
    }
}
