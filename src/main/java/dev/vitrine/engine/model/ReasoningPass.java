package dev.vitrine.engine.model;

import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * One segment of a model that thinks in segments (deep supervision, arXiv:2506.21734 section 2): it goes on from the states
 * that the segment before left, says an answer, and whether to stop. No gradient flows from one segment to another.
 */
public interface ReasoningPass extends ModelPass {
    /** Names of the states, in an order that never changes: z_H and z_L, or z alone. */
    List<String> levels();

    /** (1, C): what a puzzle's thinking starts from, the same at every position. */
    FMatrixRMaj start(int level);

    /** (B*T, C): what this segment starts from, to be written before the first segment runs; not changed by the pass. */
    FMatrixRMaj carried(int level);

    /** (B*T, C): the state as it is now, live; after the last segment that which is carried on. */
    FMatrixRMaj state(int level);

    /** (B, 2): q_halt and q_continue as logits, valid after the last segment's forward. */
    FMatrixRMaj q();

    /** As {@link #startBackward(FMatrixRMaj)}, with a gradient for the halting head too.
     *  @param dQ dLoss/dq (B, 2), kept by reference */
    void startBackward(FMatrixRMaj dLogits, FMatrixRMaj dQ);
}
