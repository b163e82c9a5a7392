package dev.vitrine.training;

import dev.vitrine.engine.model.ModelConfig;
import java.util.List;

/** A small run on puzzles. */
final class PuzzleRun {
    private PuzzleRun() {
    }

    static RunConfig config(String task, String... changes) {
        RunConfig start = RunConfigs.preset("start");
        StageConfig stage = start.stages().getFirst();
        stage = new StageConfig("puzzles", task, StageConfig.PUZZLES, 0, 6, 4, 0, stage.schedule(),
                new PuzzleConfig(40, 12, 0, 0, true, 0));
        ModelConfig model = RunConfigs.set(start, "model.context_length=81", "model.attention.causal=false", "model.layers=1",
                "model.channels=16", "model.heads=2", "model.hidden=24").model();
        RunConfig config = new RunConfig("puzzles", "", 1, "simd", 2, PuzzleData.SYMBOLS, model, start.optimizer(), List.of(stage), 2,
                "1.", "1.");
        return RunConfigs.set(config, changes);
    }
}
