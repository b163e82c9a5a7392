package dev.vitrine.ui.thought;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.puzzle.Puzzle;
import dev.vitrine.engine.data.puzzle.PuzzleMaker;
import dev.vitrine.engine.data.puzzle.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puzzles of a run's task: such as no run ever trains on, and a person's own. For any thread. */
public final class Riddles {
    private final Task task;
    private final PuzzleMaker maker;
    private final UnaryOperator<String> texts;
    private final List<Riddle> unseen = new ArrayList<>();

    /**
     * @param maker of unseen puzzles
     * @param texts of the bundle
     */
    Riddles(Task task, PuzzleMaker maker, UnaryOperator<String> texts) {
        this.task = task;
        this.maker = maker;
        this.texts = texts;
    }

    Task task() {
        return task;
    }

    /** The i-th unseen puzzle. */
    public synchronized Riddle unseen(int i) {
        while (unseen.size() <= i) {
            unseen.add(new Riddle(task, maker.make((long) unseen.size()), texts.apply("thought.origin.unseen"), ""));
        }
        return unseen.get(i);
    }

    /** The first so many unseen ones. */
    public List<Riddle> firstUnseen(int count) {
        unseen(count - 1);
        synchronized (this) {
            return List.copyOf(unseen.subList(0, count));
        }
    }

    /** The same puzzle with another id at a position. */
    Riddle edited(Riddle of, int position, int id) {
        int[] question = of.question().clone();
        question[position] = id;
        return solved(question, texts.apply("thought.origin.edited"));
    }

    /** A question with its answer where it has one, or else with the reason why not. */
    Riddle solved(int[] question, String origin) {
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
