package dev.vitrine.engine.tensor;

import org.ejml.data.FMatrixRMaj;

/** Is shown the tensors that a pass holds, by name. Nothing is copied unless the visitor asks the filler. */
@FunctionalInterface
public interface TensorVisitor {
    /** Writes a tensor's values, row-major, into an array of at least the shape's count. */
    @FunctionalInterface
    interface Filler {
        void fill(float[] out);
    }

    void tensor(String name, TensorShape shape, Filler filler);

    /** A tensor that is stored as it is shown. */
    default void tensor(String name, TensorShape shape, FMatrixRMaj live) {
        tensor(name, shape, out -> System.arraycopy(live.data, 0, out, 0, shape.count()));
    }

    /** A visitor that puts a prefix before each name; {@code grad.} stays in front. */
    default TensorVisitor under(String prefix) {
        return (name, shape, filler) -> tensor(name.startsWith("grad.")
                ? "grad." + prefix + "." + name.substring("grad.".length()) : prefix + "." + name, shape, filler);
    }

    /** A visitor that is not shown the gradients: for a pass that never ran backward. */
    default TensorVisitor withoutGradients() {
        return (name, shape, filler) -> {
            if (!name.startsWith("grad.")) {
                tensor(name, shape, filler);
            }
        };
    }
}
