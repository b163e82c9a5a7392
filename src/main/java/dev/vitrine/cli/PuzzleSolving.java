package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.data.puzzle.Puzzle;
import dev.vitrine.engine.data.puzzle.PuzzleFiles;
import dev.vitrine.engine.data.puzzle.PuzzleText;
import dev.vitrine.engine.data.puzzle.Task;
import dev.vitrine.engine.data.puzzle.Tasks;
import dev.vitrine.engine.data.puzzle.Verdict;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.training.PuzzleAnswers;
import dev.vitrine.training.PuzzleModel;
import java.io.PrintWriter;
import java.util.List;

/** The work of {@link PuzzleSolveCommand}. */
final class PuzzleSolving {
    private final PuzzleSolveCommand options;
    private final Task task;
    private final PrintWriter out;

    PuzzleSolving(PuzzleSolveCommand options) {
        this.options = options;
        task = Tasks.REGISTRY.get(options.task);
        out = options.spec.commandLine().getOut();
    }

    int run() {
        List<Puzzle> puzzles = options.source.data == null ? List.of(PuzzleText.one(options.task, options.source.puzzle))
                : PuzzleFiles.read(options.task, options.source.data);
        PuzzleAnswers answers = null;
        if (options.model != null) {
            Backends.fallbackNotice(options.backend).ifPresent(options.spec.commandLine().getErr()::println);
            PuzzleModel model = PuzzleModel.load(options.model);
            model.require(options.task);
            answers = new PuzzleAnswers(model.model(), Weights.LIVE, Backends.create(options.backend), task.time(), model.segments(options.segments));
        }
        for (int i = 0; i < puzzles.size(); i++) {
            List<int[]> given = answers == null ? List.of() : answers.to(puzzles.get(i).question());
            if (options.json) {
                out.println(json(puzzles.get(i), given));
            } else {
                out.print(i == 0 ? "" : "\n");
                text(puzzles.get(i), given);
            }
        }
        return 0;
    }

    private ObjectNode json(Puzzle puzzle, List<int[]> given) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("question", PuzzleText.written(task, puzzle.question()))
                .put("answer", PuzzleText.written(task, puzzle.answer())).put("level", puzzle.level());
        if (!given.isEmpty()) {
            ArrayNode answers = json.putArray("answers");
            for (int[] answer : given) {
                Verdict verdict = task.check(puzzle, answer);
                answers.addObject().put("answer", PuzzleText.written(task, answer)).put("right", verdict.right())
                        .put("energy", verdict.energy());
            }
        }
        return json;
    }

    private void text(Puzzle puzzle, List<int[]> given) {
        if (given.isEmpty()) {
            grid(puzzle.answer());
        }
        for (int m = 0; m < given.size(); m++) {
            Verdict verdict = task.check(puzzle, given.get(m));
            out.println((given.size() == 1 ? "answer" : "segment " + (m + 1)) + ": " + (verdict.right() ? "right"
                    : "wrong, energy " + verdict.energy()));
            grid(given.get(m));
        }
    }

    private void grid(int[] ids) {
        String cells = PuzzleText.written(task, ids);
        for (int i = 0; i < cells.length(); i += task.width()) {
            out.println(cells.substring(i, i + task.width()));
        }
    }
}
