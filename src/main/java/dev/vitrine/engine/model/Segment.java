package dev.vitrine.engine.model;

import dev.vitrine.engine.tensor.TensorVisitor;

/** One box of the diagram: what single-stepping moves over. */
public interface Segment {
    String name();

    void forward();

    void backward();

    /** False where no gradient flows, as in HRM's calls before the differentiated ones: backward then does nothing. */
    default boolean differentiated() {
        return true;
    }

    /** Shows what the segment holds; every name starts with the segment's, but for logits and HRM's states. */
    void tensors(TensorVisitor visitor);
}
