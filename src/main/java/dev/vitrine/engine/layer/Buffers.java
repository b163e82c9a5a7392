package dev.vitrine.engine.layer;

import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Where a pass gets its matrices from. Passes that are never at work on the same rows can share them: after
 * {@link #rewind} the same matrices are handed out again, in the same order.
 */
final class Buffers {
    private final List<FMatrixRMaj> handed = new ArrayList<>();
    private int next;

    FMatrixRMaj zeros(TensorShape shape) {
        if (next == handed.size()) {
            handed.add(Tensors.zeros(shape));
        }
        FMatrixRMaj matrix = handed.get(next++);
        if (matrix.numRows != shape.rows() || matrix.numCols != shape.columns()) {
            throw new IllegalStateException("passes that share buffers must be of one shape, got " + shape + " after "
                    + matrix.numRows + " x " + matrix.numCols);
        }
        return matrix;
    }

    void rewind() {
        next = 0;
    }
}
