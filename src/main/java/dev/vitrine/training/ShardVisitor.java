package dev.vitrine.training;

import dev.vitrine.engine.tensor.TensorVisitor;

/** Makes the visitor for what one shard holds. */
@FunctionalInterface
interface ShardVisitor {
    /**
     * @param shard        index of the shard
     * @param work         number of the micro-batch for which the tensors were computed, counted from the run's begin
     * @param gradientWork that of those named {@code grad.}; negative where there are none yet
     */
    TensorVisitor at(int shard, int work, int gradientWork);
}
