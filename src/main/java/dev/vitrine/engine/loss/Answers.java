package dev.vitrine.engine.loss;

import org.ejml.data.FMatrixRMaj;

/** Whether the most probable tokens are the right ones. */
public final class Answers {
    private Answers() {
    }

    /** Positions from {@code from} to {@code to} that ask for a token: those whose target is not negative. */
    public static int asked(int[] targets, int from, int to) {
        int asked = 0;
        for (int i = from; i < to; i++) {
            asked += targets[i] >= 0 ? 1 : 0;
        }
        return asked;
    }

    /** Those of them whose most probable token is right.
     *  @param logits (B*T, V); not modified */
    public static int right(FMatrixRMaj logits, int[] targets, int from, int to) {
        int right = 0;
        for (int i = from; i < to; i++) {
            right += targets[i] >= 0 && mostProbable(logits, i) == targets[i] ? 1 : 0;
        }
        return right;
    }

    /** The lowest of several. */
    private static int mostProbable(FMatrixRMaj logits, int row) {
        int at = row * logits.numCols;
        int best = 0;
        for (int v = 1; v < logits.numCols; v++) {
            if (logits.data[at + v] > logits.data[at + best]) {
                best = v;
            }
        }
        return best;
    }
}
