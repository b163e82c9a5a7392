package dev.vitrine.engine.optim;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to gradients before the update, in this order: centralization, adaptive clipping, clipping of values, and
 * clipping of the global norm. The norms are those from before all of it, but the last compares what the others left.
 */
public final class Clipping {
    private final GradientNorms norms;
    private final double longest;
    private final List<GradientStage> stages = new ArrayList<>();
    private boolean skipped;   // so that what the stages tell is of other gradients

    public Clipping(Gradients gradients, OptimizerConfig config, Kernels kernels) {
        norms = new GradientNorms(gradients, kernels);
        longest = config.clipNorm();
        if (config.centralize()) {
            stages.add(new Centralization(gradients));
        }
        if (config.adaptiveClip() > 0) {
            stages.add(new AdaptiveClip(gradients, config.adaptiveClip(), kernels));
        }
        if (config.clipValue() > 0) {
            stages.add(new ValueClip(gradients, config.clipValue()));
        }
    }

    /** As measured before clipping. */
    public GradientNorms norms() {
        return norms;
    }

    /** Once the norms have been measured. */
    public void apply() {
        skipped = false;
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).apply();
        }
        if (!stages.isEmpty()) {
            norms.measureLeft();
        }
        norms.clip(longest);
    }

    /** Leaves gradients that no update is made of as they are. */
    public void skip() {
        skipped = true;
        norms.clip(0);
    }

    /** Of stages, what they did to the gradients whose norms were measured last. */
    public void tensors(TensorVisitor visitor) {
        norms.tensors(visitor);
        if (!skipped) {
            stages.forEach(stage -> stage.tensors(visitor));
        }
    }
}
