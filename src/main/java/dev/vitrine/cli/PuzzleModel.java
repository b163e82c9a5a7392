package dev.vitrine.cli;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.data.puzzle.Task;
import dev.vitrine.engine.data.puzzle.Tasks;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.text.SymbolTokenizer;
import dev.vitrine.training.SupervisionConfig;
import java.nio.file.Path;
import java.util.List;

/** A saved model that answers puzzles. */
record PuzzleModel(Path folder, LoadedModel loaded) {
    static PuzzleModel load(Path folder) {
        return new PuzzleModel(folder, ModelFiles.load(folder));
    }

    Model model() {
        return loaded.model();
    }

    /** @param asked segments; null for as many as it was trained with */
    int segments(Integer asked) {
        return asked != null ? asked : loaded.segments().orElse(SupervisionConfig.DEFAULT.segments());
    }

    /** Every task that it might be for, by its symbols and its context. */
    List<String> tasks() {
        List<String> tasks = Tasks.REGISTRY.names().stream().filter(name -> fits(Tasks.REGISTRY.get(name))).toList();
        if (tasks.isEmpty()) {
            throw new InputException("the model in " + folder + " is for no task of puzzles" + symbols());
        }
        return tasks;
    }

    void require(String task) {
        if (!fits(Tasks.REGISTRY.get(task))) {
            throw new InputException("the model in " + folder + " is not for " + task + ", which has the symbols '"
                    + Tasks.REGISTRY.get(task).symbols() + "' and " + Tasks.REGISTRY.get(task).time() + " positions" + symbols());
        }
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
