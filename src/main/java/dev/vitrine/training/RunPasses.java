package dev.vitrine.training;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.Workers;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The passes of each stage and each length of its batches, made when a step first needs them. */
final class RunPasses {
    private final Model model;
    private final RunConfig config;
    private final RunData data;
    private final List<Gradients> gradients;
    private final List<Kernels> kernels;
    private final Weights weights;
    private final Workers branches;
    private final Carry carry;
    private final int[][] times;         // that batches of each stage have
    private final StagePasses[][] made;  // null until needed

    /** @param weights  that the passes read
     *  @param branches that work the branches of a block
     *  @param carry    null where the model does not reason */
    RunPasses(Model model, RunConfig config, RunData data, List<Gradients> gradients, List<Kernels> kernels, Weights weights,
              Workers branches, Carry carry) {
        this.model = model;
        this.config = config;
        this.data = data;
        this.gradients = gradients;
        this.kernels = kernels;
        this.weights = weights;
        this.branches = branches;
        this.carry = carry;
        times = data.stages().stream().map(s -> s.train().times()).toArray(int[][]::new);
        made = Stream.of(times).map(t -> new StagePasses[t.length]).toArray(StagePasses[][]::new);
    }

    /** Those that a step is worked in. */
    StagePasses of(int step) {
        int stage = data.stageOf(step);
        Batches batches = data.stages().get(stage).train();
        int time = batches.time(step - data.beginOf(stage));
        int length = Arrays.binarySearch(times[stage], time);
        if (made[stage][length] == null) {
            made[stage][length] = new StagePasses(model, config, batches.batchSize(), time, gradients, kernels, weights, branches,
                    carry);
        }
        return made[stage][length];
    }

    /** From now on what the passes hold belongs to no step. */
    void forget() {
        for (StagePasses[] ofStage : made) {
            Stream.of(ofStage).filter(Objects::nonNull).forEach(StagePasses::forget);
        }
    }
}
