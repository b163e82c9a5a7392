package dev.vitrine.training;

import dev.vitrine.engine.tensor.TensorVisitor;

/** Makes the visitor for what one shard holds. */
@FunctionalInterface
interface ShardVisitor {
    /**
     * @param shard        index of the shard
     * @param step         at which the tensors were computed
     * @param gradientStep at which those named {@code grad.} were; negative where there are none yet
     */
    TensorVisitor at(int shard, int step, int gradientStep);
}
