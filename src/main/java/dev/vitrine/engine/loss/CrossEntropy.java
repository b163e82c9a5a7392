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
 */
public final class CrossEntropy {
    private final Kernels kernels;
    private final TensorShape logitsShape;
    private final int vocabulary;
    private final int[] targets;        // (B*T)
    private final FMatrixRMaj probs;    // (B*T, V)
    private final FMatrixRMaj dLogits;  // (B*T, V)
    private final float[] lossNats;     // (B*T)

    /** @param logitsShape (B, T, V) */
    public CrossEntropy(TensorShape logitsShape, Kernels kernels) {
        this(logitsShape, kernels, new Buffers());
    }

    /** @param buffers where memory comes from */
    public CrossEntropy(TensorShape logitsShape, Kernels kernels, Buffers buffers) {
        this.kernels = kernels;
        this.logitsShape = logitsShape;
        vocabulary = logitsShape.columns();
        int rows = logitsShape.rows();
        targets = buffers.ints(rows);
        probs = buffers.zeros(logitsShape);
        dLogits = buffers.scratch(logitsShape);
        lossNats = buffers.floats(rows);
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
     *  @return sum over the positions that count, added in double */
    public double forward(FMatrixRMaj logits) {
        double sum = 0;
        for (int row = 0, at = 0; row < targets.length; row++, at += vocabulary) {
            if (targets[row] < 0) {
                lossNats[row] = 0f;
                Arrays.fill(probs.data, at, at + vocabulary, 0f);   // not those of an earlier batch
                continue;
            }
            float logSum = kernels.softmaxAndLogSum(vocabulary, logits.data, at, probs.data, at);
            lossNats[row] = logSum - logits.data[at + targets[row]];
            sum += lossNats[row];
        }
        return sum;
    }

    /** dlogits = (p - onehot(target)) * scale; scale is 1 / (positions that count in the whole batch). */
    public FMatrixRMaj backward(float scale) {
        for (int row = 0, at = 0; row < targets.length; row++, at += vocabulary) {
            if (targets[row] < 0) {
                Arrays.fill(dLogits.data, at, at + vocabulary, 0f);
                continue;
            }
            scaled(at, scale);
            dLogits.data[at + targets[row]] -= scale;
        }
        return dLogits;
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
