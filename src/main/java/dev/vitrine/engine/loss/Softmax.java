package dev.vitrine.engine.loss;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.TensorShape;
import org.ejml.data.FMatrixRMaj;

/**
 * p = exp(x) / sum(exp(x)). With label smoothing e and a z-loss of weight w (see {@link LossConfig}) the loss of a position is
 * logsum - (1 - e) logit(target) - e mean(logits) + w logsum^2, with logsum = log(sum(exp(logits))).
 */
final class Softmax implements RowLoss {
    private final Kernels kernels;
    private final int vocabulary;
    private final float[] logSums;   // (B*T)
    private final boolean plain;
    private final double smoothing;  // e
    private final double zWeight;    // w

    Softmax(TensorShape logits, LossConfig config, Kernels kernels, Buffers buffers) {
        this.kernels = kernels;
        vocabulary = logits.columns();
        logSums = buffers.floats(logits.rows());
        plain = config.plain();
        smoothing = config.labelSmoothing();
        zWeight = config.zLoss();
    }

    @Override
    public float forward(int row, FMatrixRMaj logits, int target, FMatrixRMaj probs) {
        int at = row * vocabulary;
        logSums[row] = kernels.softmaxAndLogSum(vocabulary, logits.data, at, probs.data, at);
        return logSums[row] - logits.data[at + target];
    }

    @Override
    public double minimised(int row, FMatrixRMaj logits, int target, float nats) {
        if (plain) {
            return nats;
        }
        int at = row * vocabulary;
        double mean = 0;
        for (int v = 0; v < vocabulary; v++) {
            mean += logits.data[at + v];
        }
        mean /= vocabulary;
        double logSum = logSums[row];
        return logSum - (1 - smoothing) * logits.data[at + target] - smoothing * mean + zWeight * logSum * logSum;
    }

    /** dx = (p - onehot(target)) * scale; in full ((1 + 2 w logsum) p - (1 - e) onehot(target) - e / V) * scale. */
    @Override
    public void backward(int row, FMatrixRMaj logits, int target, FMatrixRMaj probs, float scale, FMatrixRMaj dLogits) {
        int at = row * vocabulary;
        if (plain) {
            scaled(at, probs.data, scale, dLogits.data);
            dLogits.data[at + target] -= scale;
        } else {
            scaled(at, probs.data, (float) (scale * (1 + 2 * zWeight * logSums[row])), dLogits.data);
            smooth(at, (float) (scale * smoothing / vocabulary), dLogits.data);
            dLogits.data[at + target] -= (float) (scale * (1 - smoothing));
        }
    }

    private void smooth(int at, float each, float[] d) {
        for (int v = 0; v < vocabulary; v++) {
            d[at + v] -= each;
        }
    }

    private void scaled(int at, float[] p, float scale, float[] d) {
        for (int v = 0; v < vocabulary; v++) {
            d[at + v] = p[at + v] * scale;
        }
    }
}
