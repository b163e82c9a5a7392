package dev.vitrine.training;

import dev.vitrine.engine.data.puzzle.Levels;
import dev.vitrine.engine.data.puzzle.PuzzleBatches;
import dev.vitrine.engine.data.puzzle.PuzzleBatches.Showing;
import dev.vitrine.engine.data.puzzle.PuzzleMaker;
import dev.vitrine.engine.data.puzzle.Task;
import dev.vitrine.engine.data.puzzle.Tasks;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.text.SymbolTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.Tokenizers;
import java.util.List;
import java.util.stream.Stream;

/** The puzzles of a run. */
public final class PuzzleData {
    /** Name of the tokenizer of puzzles: the symbols of the task. */
    public static final String SYMBOLS = "symbols";

    private PuzzleData() {
    }

    /** Every tokenizer that a run may name. */
    public static List<String> tokenizers() {
        return Stream.concat(Tokenizers.REGISTRY.names().stream(), Stream.of(SYMBOLS, ShardData.TOKENIZER)).toList();
    }

    /** Refuses what cannot be a run: of puzzles and texts, or of another tokenizer than its data have. */
    static void check(String tokenizer, ModelConfig model, List<StageConfig> stages) {
        if (!tokenizers().contains(tokenizer) && !RunTokenizer.isFile(tokenizer)) {
            throw new IllegalArgumentException("unknown tokenizer '" + tokenizer + "'; give one of " + tokenizers()
                    + " or the path of a tokenizer.json");
        }
        StageConfig first = stages.getFirst();
        for (StageConfig stage : stages) {
            if (stage.hasPuzzles() != first.hasPuzzles()) {
                throw new IllegalArgumentException("a run has puzzles in all stages or in none, but the format of stage '" + first.name()
                        + "' is '" + first.format() + "' and that of stage '" + stage.name() + "' is '" + stage.format() + "'");
            }
            if (stage.hasPuzzles()) {
                check(stage, first, model);
            }
        }
        if (first.hasPuzzles() != SYMBOLS.equals(tokenizer)) {
            throw new IllegalArgumentException(first.hasPuzzles() ? "tokenizer must be '" + SYMBOLS + "' for puzzles, got '" + tokenizer + "'"
                    : "tokenizer '" + SYMBOLS + "' is for puzzles; for texts choose one of " + Tokenizers.REGISTRY.names());
        }
    }

    private static void check(StageConfig stage, StageConfig first, ModelConfig model) {
        Task task = Tasks.REGISTRY.get(stage.data());
        if (!task.symbols().equals(Tasks.REGISTRY.get(first.data()).symbols())) {
            throw new IllegalArgumentException("all stages of a run need puzzles of the same symbols, but " + first.data() + " has '"
                    + Tasks.REGISTRY.get(first.data()).symbols() + "' and " + stage.data() + " has '" + task.symbols() + "'");
        }
        if (model.contextLength() < task.time()) {
            throw new IllegalArgumentException("context_length (" + model.contextLength() + ") is shorter than the " + task.time()
                    + " positions of " + stage.data() + "; make it " + task.time());
        }
        levels(stage, task);
    }

    private static Levels levels(StageConfig stage, Task task) {
        return task.levels().within(stage.puzzle().minLevel(), stage.puzzle().maxLevel());
    }

    static Tokenizer tokenizer(RunConfig config) {
        return new SymbolTokenizer(Tasks.REGISTRY.get(config.stages().getFirst().data()).symbols());
    }

    /** Generates the puzzles. As many of those to train on are measured as there are unseen ones. */
    static StageData stage(RunConfig config, StageConfig stage) {
        Task task = Tasks.REGISTRY.get(stage.data());
        PuzzleConfig puzzle = stage.puzzle();
        Levels levels = levels(stage, task);
        int steps = RunData.steps(stage, Math.ceilDiv(puzzle.train(), stage.batchSize()));
        boolean blanksOnly = config.loss().scored().equals(LossConfig.ANSWERS);
        Showing showing = new Showing(puzzle.augment(), (int) Math.round(puzzle.curriculum() * steps), blanksOnly);
        PuzzleBatches train = new PuzzleBatches(task, new PuzzleMaker(task, levels, false, config.seed()).make(puzzle.train()),
                stage.batchSize(), Math.max(1, puzzle.unseen()), showing, config.seed(), stage.name());
        PuzzleBatches unseen = puzzle.unseen() == 0 ? null
                : new PuzzleBatches(task, new PuzzleMaker(task, levels, true, config.seed()).make(puzzle.unseen()),
                        stage.batchSize(), puzzle.unseen(), new Showing(false, 0, blanksOnly), config.seed(), stage.name());
        return new StageData(stage, train, unseen, steps);
    }
}
