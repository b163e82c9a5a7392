package dev.vitrine.engine.loss;

import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import org.ejml.data.FMatrixRMaj;

/**
 * How well a model knows whether its answer is right: binary cross-entropy of q_halt against 1 where every scored cell is right
 * and 0 elsewhere, and, where it is trained, of q_continue against the chance that the next segment is right (HRM's reference,
 * arXiv:2506.21734 section 2). Of logits, in nats: BCE(q, t) = max(q, 0) - q t + log(1 + exp(-|q|)).
 */
public final class HaltLoss {
    private final boolean continues;
    private final float[] exact;      // (B)
    private final float[] later;      // (B), empty where q_continue is not trained
    private final float[] nats;       // (B)
    private final FMatrixRMaj dQ;     // (B, 2)
    private FMatrixRMaj q;

    /** @param continues whether q_continue is trained, too */
    public HaltLoss(int batch, boolean continues, Buffers buffers) {
        this.continues = continues;
        exact = buffers.floats(batch);
        later = buffers.floats(continues ? batch : 0);
        nats = buffers.floats(batch);
        dQ = buffers.scratch(TensorShape.of("B", batch, "Q", 2));
        q = dQ;
    }

    /** (B): 1 where every scored cell is right, else 0. Written by {@link #judge}, or by the caller. */
    public float[] exact() {
        return exact;
    }

    /** (B): what q_continue should say as a probability, to be written before {@link #forward}; see {@link #continuing}. */
    public float[] later() {
        return later;
    }

    /** (B) of each puzzle, valid after {@link #forward}. */
    public float[] nats() {
        return nats;
    }

    /** Compares the most probable token of each cell with its target; cells whose target is negative do not count.
     *  @param logits  (B*T, V)
     *  @param targets (B*T) */
    public void judge(FMatrixRMaj logits, int[] targets) {
        int time = targets.length / exact.length;
        for (int b = 0; b < exact.length; b++) {
            int right = Answers.right(logits, targets, b * time, (b + 1) * time);
            exact[b] = right == Answers.asked(targets, b * time, (b + 1) * time) ? 1f : 0f;
        }
    }

    /** What q_continue should say: sigmoid(q_halt') at the last segment, else sigmoid(max(q_halt', q_continue')), with q' that of
     *  the next segment. */
    public static float continuing(float nextHalt, float nextContinue, boolean last) {
        return (float) sigmoid(last ? nextHalt : Math.max(nextHalt, nextContinue));
    }

    /** @param q (B, 2) logits, kept by reference until backward; not modified
     *  @return sum over the batch */
    public double forward(FMatrixRMaj q) {
        this.q = q;
        double sum = 0;
        for (int b = 0; b < exact.length; b++) {
            double of = entropy(q.data[2 * b], exact[b]);
            if (continues) {
                of += entropy(q.data[2 * b + 1], later[b]);
            }
            nats[b] = (float) of;
            sum += of;
        }
        return sum;
    }

    /** dq = (sigmoid(q) - target) * scale. */
    public FMatrixRMaj backward(float scale) {
        for (int b = 0; b < exact.length; b++) {
            dQ.data[2 * b] = (float) ((sigmoid(q.data[2 * b]) - exact[b]) * scale);
            dQ.data[2 * b + 1] = continues ? (float) ((sigmoid(q.data[2 * b + 1]) - later[b]) * scale) : 0f;
        }
        return dQ;
    }

    private static double entropy(double q, double target) {
        return Math.max(q, 0) - q * target + StrictMath.log1p(StrictMath.exp(-Math.abs(q)));
    }

    private static double sigmoid(double q) {
        return 1 / (1 + StrictMath.exp(-q));
    }

    public void tensors(TensorVisitor visitor) {
        TensorShape each = TensorShape.of("B", exact.length);
        visitor.tensor("loss.exact", each, out -> System.arraycopy(exact, 0, out, 0, exact.length));
        visitor.tensor("loss.halt", each, out -> System.arraycopy(nats, 0, out, 0, nats.length));
        if (continues) {
            visitor.tensor("loss.later", each, out -> System.arraycopy(later, 0, out, 0, later.length));
        }
    }
}
