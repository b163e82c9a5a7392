package dev.vitrine.cli;

import dev.vitrine.engine.data.report.DataReport;
import dev.vitrine.engine.model.Footprint;
import dev.vitrine.training.History;
import dev.vitrine.training.metrics.MetricRow;

/**
 * Tells how a run goes. Losses are nats a token; what was not measured is NaN. Those of a step are what it made small, with
 * label smoothing and the like where they are on; those of the summary and of held-out text are the mean of -log p, whatever
 * was made small, so that runs can be compared.
 */
interface TrainingReport {
    /**
     * @param measured   of the weights that are saved
     * @param activationBytes of the passes of a step
     * @param memoryBytes     the same with weights, gradients and what the optimizer keeps
     * @param seconds    of training, without reading and measuring
     * @param cpuSeconds of the whole process over the same time; on puzzles since it began, with reading and measuring
     * @param flops      floating-point operations of training
     * @param ema        whether the weights are the moving average
     * @param bestStep   state whose weights they are, where the best is kept; else -1
     * @param stopped    whether training stopped before its end, for want of a better loss on held-out text
     */
    record Summary(int steps, Measured measured, int parameters, long activationBytes, long memoryBytes, double seconds,
                   double cpuSeconds, double flops, String stateHash, boolean ema, int bestStep, boolean stopped) {
    }

    /** What is in the texts of a stage, before training on them. */
    default void data(String stage, DataReport report) {
    }

    /** Training begins, in so much memory. */
    default void begun(Footprint memory) {
    }

    /** A step made no update, as its gradients overflowed. */
    void skipped(int step, float lossScale);

    /** A step that is to be told. */
    void step(MetricRow row);

    /** Any other step. */
    default void progress(int step, History history) {
    }

    /** Training is over; measuring begins. */
    default void trained() {
    }

    /** @param fate what became of the model */
    void summary(Summary summary, String fate);
}
