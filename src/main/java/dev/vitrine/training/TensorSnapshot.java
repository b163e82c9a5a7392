package dev.vitrine.training;

import dev.vitrine.engine.tensor.TensorShape;

/**
 * A copy of one tensor. With the snapshot that holds it, it is the address of each value: (run, step, phase, pass, tensor,
 * index), where the pass is the batch or, for names that begin with {@code probe.}, the probe.
 *
 * @param step the step it was computed at; older than the snapshot's step where the work has not come to it yet
 * @param micro number in that step of the micro-batch it was computed for; what belongs to the whole step has the last one that
 *             was worked
 * @param data row-major; nobody writes to it
 */
public record TensorSnapshot(String name, TensorShape shape, float[] data, int step, int micro) {
    /** Whether both come from the same micro-batch of the same step. */
    public boolean belongsWith(TensorSnapshot other) {
        return step == other.step && micro == other.micro;
    }
}
