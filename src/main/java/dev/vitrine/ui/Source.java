package dev.vitrine.ui;

import dev.vitrine.engine.sample.Sampling;
import java.util.List;

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

    /**
     * A probability of the token that follows a text, by the weights of a state.
     *
     * @param before   ids that the model read: of the whole text, of which it sees the last context-length ones
     * @param given    how many of them are the prompt's
     * @param which    base: softmax of the logits; final: what was drawn from, after the settings; or what one of them left
     * @param sampling the settings
     */
    record Generated(String run, int step, List<Integer> before, int given, int token, String which, Sampling sampling)
            implements Source {
        public Generated {
            before = List.copyOf(before);
        }
    }

    /** Worked out of engine values by a formula that the view states. */
    record Derived(String run, int step, String formula) implements Source { }
}
