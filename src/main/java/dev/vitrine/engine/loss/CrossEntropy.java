package dev.vitrine.engine.loss;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * Cross-entropy of each position: -log p(target), in nats, with p by one of {@link LossFunctions}. Positions whose target is
 * negative are ignored: their loss and gradient are 0. What is minimised may be more (see {@link LossConfig}); what is published
 * of a position is always -log p.
 */
public final class CrossEntropy {
    private final TensorShape logitsShape;
    private final int vocabulary;
    private final int[] targets;        // (B*T)
    private final FMatrixRMaj probs;    // (B*T, V)
    private final FMatrixRMaj dLogits;  // (B*T, V)
    private final float[] lossNats;     // (B*T)
    private final RowLoss function;
    private FMatrixRMaj logits;

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
        this.logitsShape = logitsShape;
        vocabulary = logitsShape.columns();
        int rows = logitsShape.rows();
        targets = buffers.ints(rows);
        probs = buffers.zeros(logitsShape);
        dLogits = buffers.scratch(logitsShape);
        lossNats = buffers.floats(rows);
        function = LossFunctions.REGISTRY.get(config.function()).create(logitsShape, config, kernels, buffers);
        logits = dLogits;
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

    /** @param logits (B*T, V), kept by reference until backward; not modified
     *  @return sum of the loss over the positions that count, added in double */
    public double forward(FMatrixRMaj logits) {
        this.logits = logits;
        double sum = 0;
        for (int row = 0, at = 0; row < targets.length; row++, at += vocabulary) {
            if (targets[row] < 0) {
                lossNats[row] = 0f;
                Arrays.fill(probs.data, at, at + vocabulary, 0f);   // not those of an earlier batch
                continue;
            }
            lossNats[row] = function.forward(row, logits, targets[row], probs);
            sum += function.minimised(row, logits, targets[row], lossNats[row]);
        }
        return sum;
    }

    /** dLoss/dlogits * scale, where scale is 1 / (positions that count in the whole batch). */
    public FMatrixRMaj backward(float scale) {
        for (int row = 0, at = 0; row < targets.length; row++, at += vocabulary) {
            if (targets[row] < 0) {
                Arrays.fill(dLogits.data, at, at + vocabulary, 0f);
            } else {
                function.backward(row, logits, targets[row], probs, scale, dLogits);
            }
        }
        return dLogits;
    }

    public void tensors(TensorVisitor visitor) {
        visitor.tensor("loss.probs", logitsShape, probs);
        visitor.tensor("loss.nats", TensorShape.of("B", logitsShape.sizes().get(0), "T", logitsShape.sizes().get(1)),
                out -> System.arraycopy(lossNats, 0, out, 0, lossNats.length));
        visitor.tensor("grad.logits", logitsShape, dLogits);
    }
}
