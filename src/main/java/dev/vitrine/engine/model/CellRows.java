package dev.vitrine.engine.model;

import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Tensors;
import org.ejml.data.FMatrixRMaj;

/**
 * Which rows of a state answer: those of the cells, S - p of the S positions of each sequence. Before them stand p positions with
 * what is known of the kind of a puzzle; where there are none, a state is read as it is.
 */
final class CellRows {
    private final PassContext cells;
    private final int prefix;      // p
    private final FMatrixRMaj copy;   // (B*(S-p), C); empty where none is needed

    CellRows(PassContext cells, ModelConfig config) {
        this.cells = cells;
        prefix = config.prefix();
        copy = prefix == 0 ? new FMatrixRMaj(0, 0) : cells.buffers().zeros(cells.shape(config.channels()));
    }

    /** For whole states. */
    PassContext states() {
        return prefix == 0 ? cells : cells.ofTime(prefix + cells.time());
    }

    /** @param state (B*S, C), not modified
     *  @return (B*(S-p), C): the state itself, or a copy that holds until the next call */
    FMatrixRMaj of(FMatrixRMaj state) {
        if (prefix == 0) {
            return state;
        }
        int sequence = cells.time() * state.numCols;
        int before = prefix * state.numCols;
        for (int b = 0; b < cells.batch(); b++) {
            System.arraycopy(state.data, b * (before + sequence) + before, copy.data, b * sequence, sequence);
        }
        return copy;
    }

    /** Brings what comes back from the answers to their rows.
     *  @param d   (B*(S-p), C), not modified
     *  @param out (B*S, C), 0 before the cells */
    void back(FMatrixRMaj d, FMatrixRMaj out) {
        if (prefix == 0) {
            Tensors.copy(d, out);
            return;
        }
        int sequence = cells.time() * d.numCols;
        int before = prefix * d.numCols;
        for (int b = 0; b < cells.batch(); b++) {
            System.arraycopy(d.data, b * sequence, out.data, b * (before + sequence) + before, sequence);
        }
    }
}
