package dev.vitrine.engine.loss;

import org.ejml.data.FMatrixRMaj;

/**
 * p = s(x) / sum(s(x)) with s(x) = x + 1 from 0 up and 1 / (1 - x) below: no exponential that a growing logit saturates, which
 * helps where there are few puzzles. Prieto et al. 2025, arXiv:2501.04697. Worked in double, as in the HRM reference.
 */
final class Stablemax implements RowLoss {
    @Override
    public float forward(int row, FMatrixRMaj logits, int target, FMatrixRMaj probs) {
        int at = row * logits.numCols;
        double sum = sum(logits, at);
        for (int v = 0; v < logits.numCols; v++) {
            probs.data[at + v] = (float) (s(logits.data[at + v]) / sum);
        }
        return (float) nats(logits, at, target, sum);
    }

    @Override
    public double minimised(int row, FMatrixRMaj logits, int target, float nats) {
        int at = row * logits.numCols;
        return nats(logits, at, target, sum(logits, at));
    }

    private static double nats(FMatrixRMaj logits, int at, int target, double sum) {
        return StrictMath.log(sum) - StrictMath.log(s(logits.data[at + target]));
    }

    /** dx_k = (s'(x_k) / sum - [k = target] s'(x_k) / s(x_k)) * scale. */
    @Override
    public void backward(int row, FMatrixRMaj logits, int target, FMatrixRMaj probs, float scale, FMatrixRMaj dLogits) {
        int at = row * logits.numCols;
        double sum = sum(logits, at);
        for (int v = 0; v < logits.numCols; v++) {
            double x = logits.data[at + v];
            dLogits.data[at + v] = (float) (scale * slope(x) * (1 / sum - (v == target ? 1 / s(x) : 0)));
        }
    }

    private static double sum(FMatrixRMaj logits, int at) {
        double sum = 0;
        for (int v = 0; v < logits.numCols; v++) {
            sum += s(logits.data[at + v]);
        }
        return sum;
    }

    private static double s(double x) {
        return x < 0 ? 1 / (1 - x) : x + 1;
    }

    private static double slope(double x) {
        return x < 0 ? 1 / ((1 - x) * (1 - x)) : 1;
    }
}
