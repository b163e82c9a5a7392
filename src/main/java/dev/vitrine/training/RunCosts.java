package dev.vitrine.training;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.model.Flops;
import dev.vitrine.engine.model.Footprint;
import dev.vitrine.engine.model.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a run takes: memory, and floating-point operations. */
final class RunCosts {
    private RunCosts() {
    }

    /** The memory of training, of all stages together.
     *  @param state all arrays that a state is made of */
    static Footprint footprint(RunConfig config, RunData data, Model model, List<float[]> state) {
        long activations = 0;
        Footprint stage = null;
        for (StageData s : data.stages()) {
            for (int time : s.train().times()) {
                stage = Footprint.of(model.config(), config.memory(), config.loss(),
                        s.config().batchSize() / config.update().accumulate(), time, config.shards(), 0);
                activations += stage.activationBytes();
            }
        }
        long kept = state.stream().mapToLong(a -> 4L * a.length).sum() - 4L * stage.parameters();
        return new Footprint(stage.parameters(), stage.parameterBytes(), stage.gradientBytes(), kept, activations);
    }

    /** Of the steps before one. */
    static double flops(RunConfig config, RunData data, Model model, int step) {
        boolean looksAhead = config.supervision().qContinue() && config.model().reasons();
        Map<Integer, Flops> ofTime = new HashMap<>();
        double flops = 0;
        for (int s = 0; s < step; s++) {
            int stage = data.stageOf(s);
            Batches batches = data.stages().get(stage).train();
            int time = batches.time(s - data.beginOf(stage));
            flops += ofTime.computeIfAbsent(time, t -> Flops.of(model.config(), t))
                    .training((long) batches.batchSize() * time, looksAhead);
        }
        return flops;
    }
}
