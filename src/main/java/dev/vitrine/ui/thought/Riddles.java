package dev.vitrine.ui.thought;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.puzzle.Puzzle;
import dev.vitrine.engine.data.puzzle.PuzzleFiles;
import dev.vitrine.engine.data.puzzle.PuzzleText;
import dev.vitrine.engine.data.puzzle.Task;
import dev.vitrine.engine.data.puzzle.Tasks;
import dev.vitrine.training.StageData;
import dev.vitrine.ui.Session;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puzzles of a run's task: such as the run does not train on, and a person's own. For any thread. */
public final class Riddles {
    private final String name;
    private final Task task;
    private final List<Puzzle> unseen;
    private final UnaryOperator<String> texts;

    /**
     * @param name  of the task
     * @param texts of the bundle
     */
    Riddles(String name, List<Puzzle> unseen, UnaryOperator<String> texts) {
        this.name = name;
        task = Tasks.REGISTRY.get(name);
        this.unseen = unseen;
        this.texts = texts;
    }

    /** Of the run's last stage. */
    public static Riddles of(Session session) {
        StageData stage = session.service().data().stages().getLast();
        return new Riddles(stage.config().data(), stage.unseen(), key -> session.text(key));
    }

    /** How many unseen puzzles there are. */
    public int count() {
        return unseen.size();
    }

    /** The i-th unseen puzzle. */
    public Riddle unseen(int i) {
        return new Riddle(task, unseen.get(i), texts.apply("thought.origin.unseen"), "");
    }

    /** The first so many unseen ones, or all where there are fewer. */
    public List<Riddle> firstUnseen(int count) {
        return unseen.stream().limit(count).map(p -> new Riddle(task, p, "", "")).toList();
    }

    /** The same puzzle with another id at a position. */
    Riddle edited(Riddle of, int position, int id) {
        int[] question = of.question().clone();
        question[position] = id;
        return solved(question, texts.apply("thought.origin.edited"));
    }

    /** A puzzle as a person wrote it. */
    Riddle parsed(String text) {
        return own(PuzzleText.one(name, text));
    }

    /** The first puzzle of a file. */
    Riddle read(Path file) {
        return own(PuzzleFiles.read(name, file).getFirst());
    }

    private Riddle own(Puzzle puzzle) {
        return new Riddle(task, puzzle, texts.apply("thought.origin.typed"), "");
    }

    /** A question with its answer where it has one, or else with the reason why not. */
    private Riddle solved(int[] question, String origin) {
        try {
            int[] answer = task.solve(question);
            return new Riddle(task, new Puzzle(question, answer, task.level(question, answer)), origin, "");
        } catch (InputException e) {
            int[] unknown = new int[question.length];
            Arrays.fill(unknown, Batches.IGNORED);
            return new Riddle(task, new Puzzle(question, unknown, 0), origin, e.getMessage());
        }
    }
}
