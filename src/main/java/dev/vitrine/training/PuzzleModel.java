package dev.vitrine.training;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.data.puzzle.PuzzleMaker;
import dev.vitrine.engine.data.puzzle.PuzzleText;
import dev.vitrine.engine.data.puzzle.Task;
import dev.vitrine.engine.data.puzzle.Tasks;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.text.SymbolTokenizer;
import java.nio.file.Path;
import java.util.List;

/** A saved model that answers puzzles. */
public record PuzzleModel(Path folder, LoadedModel loaded) {
    /** A run that goes on training such a model, gently. */
    private static final String GOES_ON = "solver6";

    public static PuzzleModel load(Path folder) {
        return new PuzzleModel(folder, ModelFiles.load(folder));
    }

    /** Whether a model answers puzzles; others continue texts. */
    public static boolean is(LoadedModel loaded) {
        return loaded.model().config().reasons() || loaded.tokenizer().filter(SymbolTokenizer.class::isInstance).isPresent();
    }

    public Model model() {
        return loaded.model();
    }

    /** @param asked segments; null for as many as it was trained with */
    public int segments(Integer asked) {
        return asked != null ? asked : loaded.segments().orElse(SupervisionConfig.DEFAULT.segments());
    }

    /** Every task that it might be for, by its symbols and its context.
     *  @throws InputException where there is none */
    public List<String> tasks() {
        List<String> tasks = Tasks.REGISTRY.names().stream().filter(name -> fits(Tasks.REGISTRY.get(name))).toList();
        if (tasks.isEmpty()) {
            throw new InputException("the model in " + folder + " is for no task of puzzles" + symbols());
        }
        return tasks;
    }

    /** @throws InputException where it is not for this task */
    public void require(String task) {
        if (!fits(Tasks.REGISTRY.get(task))) {
            throw new InputException("the model in " + folder + " is not for " + task + ", which has the symbols '"
                    + Tasks.REGISTRY.get(task).symbols() + "' and " + Tasks.REGISTRY.get(task).time() + " positions" + symbols());
        }
    }

    /**
     * A run that begins with this model: it thinks as the folder's does, and can be trained on.
     *
     * @throws InputException where it is for no task
     */
    public RunConfig run() {
        List<String> tasks = tasks();
        String name = tasks.stream().filter(t -> Tasks.REGISTRY.get(t).time() == model().config().contextLength()).findFirst()
                .orElse(tasks.getFirst());
        Task task = Tasks.REGISTRY.get(name);
        RunConfig like = RunConfigs.preset(GOES_ON);
        StageConfig usual = like.stages().getFirst();
        StageConfig stage = new StageConfig(name, name, usual.format(), usual.epochs(), usual.steps(), usual.batchSize(),
                usual.validationFraction(), usual.schedule(), usual.puzzle(), usual.read(), usual.augment());
        int segments = segments(null);
        SupervisionConfig supervision = new SupervisionConfig(segments, segments, like.supervision().haltWeight(),
                like.supervision().exploration(), like.supervision().qContinue());
        String probe = PuzzleText.written(task, new PuzzleMaker(task, task.levels(), true, like.seed()).make(1).getFirst().question());
        return new RunConfig(folder.toAbsolutePath().normalize().getFileName().toString(), "", like.seed(), like.backend(), like.shards(),
                PuzzleData.SYMBOLS, model().config(), like.optimizer(), LossConfig.DEFAULT, like.update(), like.stopping(), List.of(stage),
                like.validateEvery(), probe, "", like.memory(), supervision, new BeginConfig(folder.toString()), like.vocabulary());
    }

    /** A folder without a tokenizer, such as one of HRM's reference, is known by the size of its vocabulary. */
    private boolean fits(Task task) {
        boolean symbols = loaded.tokenizer().isEmpty() ? model().config().vocabularySize() == 1 + task.symbols().length()
                : loaded.tokenizer().get() instanceof SymbolTokenizer t && t.symbols().equals(task.symbols());
        return symbols && model().config().contextLength() >= task.time();
    }

    private String symbols() {
        String has = loaded.tokenizer().isPresent() && loaded.tokenizer().get() instanceof SymbolTokenizer t
                ? "the symbols '" + t.symbols() + "'" : "a vocabulary of " + model().config().vocabularySize();
        return ": it has " + has + " and a context of " + model().config().contextLength();
    }
}
