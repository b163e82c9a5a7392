package dev.vitrine.engine.loss;

import org.ejml.data.FMatrixRMaj;

/** -log p(target) of one position at a time, for one way to make probabilities of logits. Keeps what its backward needs. */
interface RowLoss {
    /** Writes p to a row of {@code probs}.
     *  @return -log p(target), in nats */
    float forward(int row, FMatrixRMaj logits, int target, FMatrixRMaj probs);

    /** What is minimised of a row that went forward, where that is more than -log p. */
    double minimised(int row, FMatrixRMaj logits, int target, float nats);

    /** Writes dLoss/dlogits * scale to a row of {@code dLogits}. */
    void backward(int row, FMatrixRMaj logits, int target, FMatrixRMaj probs, float scale, FMatrixRMaj dLogits);
}
