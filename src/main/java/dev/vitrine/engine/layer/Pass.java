package dev.vitrine.engine.layer;

import dev.vitrine.engine.tensor.TensorVisitor;
import org.ejml.data.FMatrixRMaj;

/**
 * One use of a {@link Layer}: all memory is allocated on construction, and backward() reads what forward() left. The
 * returned matrices belong to the pass and are overwritten by its next call. Gradients of parameters add up; gradients
 * of inputs are overwritten.
 */
public interface Pass {
    /** @param x (B*T, C_in), kept by reference until backward; not modified
     *  @return (B*T, C_out) */
    FMatrixRMaj forward(FMatrixRMaj x);

    /** Adds to the gradients of the layer's parameters.
     *  @param dy dLoss/dy; not modified
     *  @return dLoss/dx */
    FMatrixRMaj backward(FMatrixRMaj dy);

    /** Shows every tensor worth looking at. Called only between calls, never from a kernel. */
    void tensors(TensorVisitor visitor);
}
