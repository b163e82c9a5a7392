package dev.vitrine.engine.loss;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * Softmax cross-entropy of each position: -log p(target), in nats. Positions whose target is negative are ignored: their
 * loss and gradient are 0.
 *
 * <p>With label smoothing e and a z-loss of weight w (see {@link LossConfig}) the loss of a position is
 * logsum - (1 - e) logit(target) - e mean(logits) + w logsum^2, with logsum = log(sum(exp(logits))). What is published of a
 * position stays -log p.
 */
public final class CrossEntropy {
    private final Kernels kernels;
    private final TensorShape logitsShape;
    private final int vocabulary;
    private final int[] targets;        // (B*T)
    private final FMatrixRMaj probs;    // (B*T, V)
    private final FMatrixRMaj dLogits;  // (B*T, V)
    private final float[] lossNats;     // (B*T)
    private final float[] logSums;      // (B*T)
    private final boolean plain;
    private final double smoothing;     // e
    private final double zWeight;       // w

    /** The plain one.
     *  @param logitsShape (B, T, V) */
    public CrossEntropy(TensorShape logitsShape, Kernels kernels) {
        this(logitsShape, LossConfig.DEFAULT, kernels);
    }

    /** @param logitsShape (B, T, V) */
    public CrossEntropy(TensorShape logitsShape, LossConfig config, Kernels kernels) {
        this(logitsShape, config, kernels, new Buffers());
    }

    /** @param buffers where memory comes from */
    public CrossEntropy(TensorShape logitsShape, LossConfig config, Kernels kernels, Buffers buffers) {
        this.kernels = kernels;
        plain = config.plain();
        smoothing = config.labelSmoothing();
        zWeight = config.zLoss();
        this.logitsShape = logitsShape;
        vocabulary = logitsShape.columns();
        int rows = logitsShape.rows();
        targets = buffers.ints(rows);
        probs = buffers.zeros(logitsShape);
        dLogits = buffers.scratch(logitsShape);
        lossNats = buffers.floats(rows);
        logSums = buffers.floats(rows);
    }

    /** (B*T) right answers, to be written before {@link #forward}. */
    public int[] targets() {
        return targets;
    }

    /** (B*T, V), valid after {@link #backward}. */
    public FMatrixRMaj dLogits() {
        return dLogits;
    }

    /** -log p(target) of each position, valid after {@link #forward}. */
    public float[] lossNats() {
        return lossNats;
    }

    /** @param logits (B*T, V); not modified
     *  @return sum of the loss over the positions that count, added in double */
    public double forward(FMatrixRMaj logits) {
        double sum = 0;
        for (int row = 0, at = 0; row < targets.length; row++, at += vocabulary) {
            if (targets[row] < 0) {
                lossNats[row] = 0f;
                Arrays.fill(probs.data, at, at + vocabulary, 0f);   // not those of an earlier batch
                continue;
            }
            float logSum = kernels.softmaxAndLogSum(vocabulary, logits.data, at, probs.data, at);
            logSums[row] = logSum;
            lossNats[row] = logSum - logits.data[at + targets[row]];
            sum += plain ? lossNats[row] : loss(row, logits.data, at);
        }
        return sum;
    }

    private double loss(int row, float[] logits, int at) {
        double mean = 0;
        for (int v = 0; v < vocabulary; v++) {
            mean += logits[at + v];
        }
        mean /= vocabulary;
        double logSum = logSums[row];
        return logSum - (1 - smoothing) * logits[at + targets[row]] - smoothing * mean + zWeight * logSum * logSum;
    }

    /**
     * dlogits = (p - onehot(target)) * scale, where scale is 1 / (positions that count in the whole batch). In full:
     * ((1 + 2 w logsum) p - (1 - e) onehot(target) - e / V) * scale.
     */
    public FMatrixRMaj backward(float scale) {
        for (int row = 0, at = 0; row < targets.length; row++, at += vocabulary) {
            if (targets[row] < 0) {
                Arrays.fill(dLogits.data, at, at + vocabulary, 0f);
                continue;
            }
            if (plain) {
                scaled(at, scale);
                dLogits.data[at + targets[row]] -= scale;
            } else {
                scaled(at, (float) (scale * (1 + 2 * zWeight * logSums[row])));
                smooth(at, (float) (scale * smoothing / vocabulary));
                dLogits.data[at + targets[row]] -= (float) (scale * (1 - smoothing));
            }
        }
        return dLogits;
    }

    private void smooth(int at, float each) {
        for (int v = 0; v < vocabulary; v++) {
            dLogits.data[at + v] -= each;
        }
    }

    private void scaled(int at, float scale) {
        for (int v = 0; v < vocabulary; v++) {
            dLogits.data[at + v] = probs.data[at + v] * scale;
        }
    }

    public void tensors(TensorVisitor visitor) {
        visitor.tensor("loss.probs", logitsShape, probs);
        visitor.tensor("loss.nats", TensorShape.of("B", logitsShape.sizes().get(0), "T", logitsShape.sizes().get(1)),
                out -> System.arraycopy(lossNats, 0, out, 0, lossNats.length));
        visitor.tensor("grad.logits", logitsShape, dLogits);
    }
}
