package dev.vitrine.engine.model;

import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * One use of a model: token ids in, logits out, worked segment by segment. Forward runs the segments in list order, backward
 * in reverse.
 */
public interface ModelPass {
    List<Segment> segments();

    /** (B*T) token ids, to be written before the first segment runs. */
    int[] tokens();

    /** (B*T, V), valid after the last segment's forward. */
    FMatrixRMaj logits();

    /** (B*T, C): what the head reads, valid when its segment has run. */
    FMatrixRMaj states();

    /** (B, T, V). */
    TensorShape logitsShape();

    /** dLoss/dlogits (B*T, V), kept by reference, read by the last segment's backward; not modified. */
    void startBackward(FMatrixRMaj dLogits);

    default void forward() {
        List<Segment> all = segments();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).forward();
        }
    }

    default void backward(FMatrixRMaj dLogits) {
        startBackward(dLogits);
        List<Segment> all = segments();
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).backward();
        }
    }

    /** What {@code grad.} names show means something only after {@link #backward}. */
    default void tensors(TensorVisitor visitor) {
        segments().forEach(s -> s.tensors(visitor));
    }
}
