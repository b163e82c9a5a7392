package dev.vitrine.cli;

import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.DropoutConfig;
import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.model.Flops;
import dev.vitrine.engine.model.HrmGradient;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.model.ReasoningConfig;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import dev.vitrine.training.PuzzleData;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunData;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.StageData;
import java.util.List;
import java.util.Locale;

/** Speed of an HRM's training steps, one segment each, as its preset for puzzles trains it: 2 + 2 blocks, N = T = 2. */
final class HrmSpeed {
    private static final int CYCLES = 2;

    private HrmSpeed() {
    }

    /** @param name of the task whose sizes these are */
    static TrainingSpeed of(String name, BenchShapes.Shape shape, HrmGradient gradient, String backend, int threads, int steps) {
        StageConfig stage = new StageConfig("bench", name, StageConfig.PUZZLES, 0, Integer.MAX_VALUE - 1, shape.batch(), 0,
                new ScheduleConfig("constant", 1e-3, 0, 1));
        RunConfig config = new RunConfig("bench", "", 1, backend, TrainingSpeed.shards(threads, shape.batch()), PuzzleData.SYMBOLS,
                model(shape, gradient), new OptimizerConfig("adam_atan2", 0.9, 0.95, 1e-8, 0.1, true, 0), List.of(stage),
                Integer.MAX_VALUE, "", "");
        RandomTokens tokens = new RandomTokens(shape.batch(), shape.time(), shape.vocabulary(), config.seed());
        RunData data = new RunData(tokens, List.of(new StageData(stage, tokens, null, stage.steps())), List.of(List.of()));
        try (Run run = new Run(config, data, threads, 0)) {
            return TrainingSpeed.measure(run, Flops.of(run.model().config(), shape.time()).training(1, false), steps);
        }
    }

    private static ModelConfig model(BenchShapes.Shape s, HrmGradient gradient) {
        return new ModelConfig(Models.HRM, 0, s.time(), s.layers(), s.heads(), s.channels(), s.hidden(), "swiglu", "rms_norm_no_gain",
                1e-5, "post", "rope+learned", 10_000, false, false, CYCLES, CYCLES, gradient.name().toLowerCase(Locale.ROOT),
                new AttentionConfig(0, 0, 0, false, false, 1), ExpertsConfig.DEFAULT, DropoutConfig.DEFAULT, ReasoningConfig.ENABLED);
    }
}
