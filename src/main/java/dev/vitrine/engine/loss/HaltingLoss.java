package dev.vitrine.engine.loss;

import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import org.ejml.data.FMatrixRMaj;

/**
 * Binary cross-entropy of the halting head, BCE(q, t) = max(q, 0) - q t + log(1 + exp(-|q|)) with q a logit. The target of
 * q_halt is 1 where the whole answer is right, else 0; that of q_continue, where it is trained, comes from the segment after
 * (arXiv:2506.21734, section 2). In double and {@link StrictMath}: there are few of them.
 */
public final class HaltingLoss {
    private final int time;
    private final boolean qContinue;
    private final float[] exact;        // (B): target of q_halt
    private final float[] goingOn;      // (B): target of q_continue
    private final float[] nats;         // (B)
    private final FMatrixRMaj dQ;       // (B, 2)

    /** @param logitsShape (B, T, V)
     *  @param qContinue   whether q_continue is trained */
    public HaltingLoss(TensorShape logitsShape, boolean qContinue) {
        this.qContinue = qContinue;
        time = logitsShape.sizes().get(1);
        int batch = logitsShape.sizes().get(0);
        exact = new float[batch];
        goingOn = new float[batch];
        nats = new float[batch];
        dQ = new FMatrixRMaj(batch, 2);
    }

    /** (B): 1 where the likeliest token is right at every position that counts; valid after {@link #judge}. */
    public float[] exact() {
        return exact;
    }

    /** Compares the likeliest tokens with the right ones.
     *  @param logits  (B*T, V); not modified
     *  @param targets (B*T), negative where nothing is asked; not modified */
    public void judge(FMatrixRMaj logits, int[] targets) {
        for (int b = 0; b < exact.length; b++) {
            int right = right(logits, targets, b * time, (b + 1) * time);
            exact[b] = right == asked(targets, b * time, (b + 1) * time) ? 1f : 0f;
        }
    }

    /** Positions from {@code from} to {@code to} that ask for a token. */
    public static int asked(int[] targets, int from, int to) {
        int asked = 0;
        for (int i = from; i < to; i++) {
            asked += targets[i] >= 0 ? 1 : 0;
        }
        return asked;
    }

    /** Those of them whose likeliest token is right; of equals the first counts.
     *  @param logits (B*T, V); not modified */
    public static int right(FMatrixRMaj logits, int[] targets, int from, int to) {
        int right = 0;
        for (int i = from; i < to; i++) {
            right += targets[i] >= 0 && likeliest(logits.data, i * logits.numCols, logits.numCols) == targets[i] ? 1 : 0;
        }
        return right;
    }

    /** Index of the largest of {@code n} numbers; of equals the first. */
    public static int likeliest(float[] logits, int at, int n) {
        int best = 0;
        for (int v = 1; v < n; v++) {
            best = logits[at + v] > logits[at + best] ? v : best;
        }
        return best;
    }

    /** Sets the targets of q_continue: sigmoid(q_halt) of the next segment where the last is reached with it, else sigmoid of
     *  the larger of both.
     *  @param next (B, 2) of the next segment; not modified
     *  @param last whether the segment of a sequence is the last it gets */
    public void goOn(FMatrixRMaj next, boolean[] last) {
        for (int b = 0; b < goingOn.length; b++) {
            float halt = next.data[2 * b];
            goingOn[b] = (float) sigmoid(last[b] ? halt : Math.max(halt, next.data[2 * b + 1]));
        }
    }

    /** @param q (B, 2); not modified
     *  @return sum over the batch */
    public double forward(FMatrixRMaj q) {
        double sum = 0;
        for (int b = 0; b < nats.length; b++) {
            double loss = crossEntropy(q.data[2 * b], exact[b])
                    + (qContinue ? crossEntropy(q.data[2 * b + 1], goingOn[b]) : 0);
            nats[b] = (float) loss;
            sum += loss;
        }
        return sum;
    }

    /** dq = (sigmoid(q) - t) * scale.
     *  @param q (B, 2); not modified */
    public FMatrixRMaj backward(FMatrixRMaj q, float scale) {
        for (int b = 0; b < nats.length; b++) {
            dQ.data[2 * b] = (float) ((sigmoid(q.data[2 * b]) - exact[b]) * scale);
            dQ.data[2 * b + 1] = qContinue ? (float) ((sigmoid(q.data[2 * b + 1]) - goingOn[b]) * scale) : 0f;
        }
        return dQ;
    }

    private static double crossEntropy(double q, double target) {
        return Math.max(q, 0) - q * target + StrictMath.log1p(StrictMath.exp(-Math.abs(q)));
    }

    private static double sigmoid(double q) {
        return 1 / (1 + StrictMath.exp(-q));
    }

    public void tensors(TensorVisitor visitor) {
        TensorShape each = TensorShape.of("B", nats.length);
        visitor.tensor("loss.exact", each, out -> System.arraycopy(exact, 0, out, 0, exact.length));
        if (qContinue) {
            visitor.tensor("loss.go_on", each, out -> System.arraycopy(goingOn, 0, out, 0, goingOn.length));
        }
        visitor.tensor("loss.halt", each, out -> System.arraycopy(nats, 0, out, 0, nats.length));
    }
}
