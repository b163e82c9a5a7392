package dev.vitrine.ui;

/** Where a number on the screen comes from. */
public sealed interface Source {
    /**
     * One value of a tensor of the engine.
     *
     * @param run    model type
     * @param step   at which it was computed
     * @param tensor published name; begins with {@code probe.} for the probe's pass
     * @param index  flat, row-major
     */
    record Tensor(String run, int step, String tensor, int index) implements Source { }

    /**
     * One value of a series of the run's history: loss, learning_rate, grad_norm, validation_loss, or
     * grad_norms.&lt;parameter&gt; and update_ratios.&lt;parameter&gt;.
     */
    record Metric(String run, String series, int step) implements Source { }

    /** Worked out of engine values by a formula that the view states. */
    record Derived(String run, int step, String formula) implements Source { }
}
