package dev.vitrine.engine.model;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * One segment of a model that thinks in segments (deep supervision, arXiv:2506.21734 section 2): it goes on from the states
 * that the segment before left, says an answer, and whether to stop. No gradient flows from one segment to another.
 * States have S positions a puzzle: its T cells, and before them those of what is known of its kind.
 */
public interface ReasoningPass extends ModelPass {
    /** Names of the states, in an order that never changes: z_H and z_L, or z alone. */
    List<String> levels();

    /** (B) kinds of the puzzles, to be written before forward where the model knows several: rows of its table of puzzles. Empty where
     *  it has none. */
    int[] kinds();

    /** (1, C): what a puzzle's thinking starts from, the same at every position. */
    FMatrixRMaj start(int level);

    /** (B*S, C): what this segment starts from, to be written before the first segment runs; not changed by the pass. */
    FMatrixRMaj carried(int level);

    /** (B*S, C): the state as it is now, live; after the last segment that which is carried on. */
    FMatrixRMaj state(int level);

    /** (B, 2): q_halt and q_continue as logits, valid after the last segment's forward. */
    FMatrixRMaj q();

    /** As {@link #startBackward(FMatrixRMaj)}, with a gradient for the halting head too.
     *  @param dQ dLoss/dq (B, 2), kept by reference */
    void startBackward(FMatrixRMaj dLogits, @Nullable FMatrixRMaj dQ);

    /** Writes the start states: the first segment of a puzzle comes next. */
    default void restart() {
        for (int level = 0; level < levels().size(); level++) {
            float[] to = carried(level).data;
            FMatrixRMaj start = start(level);
            for (int at = 0; at < to.length; at += start.numCols) {
                System.arraycopy(start.data, 0, to, at, start.numCols);
            }
        }
    }

    /** Carries the states on: the next segment of the same puzzles comes next. */
    default void carryOn() {
        for (int level = 0; level < levels().size(); level++) {
            carryOn(level, this);
        }
    }

    /** Begins with the state that another pass of the same shape has come to. */
    default void carryOn(int level, ReasoningPass from) {
        float[] z = from.state(level).data;
        System.arraycopy(z, 0, carried(level).data, 0, z.length);
    }
}
