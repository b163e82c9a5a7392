package dev.vitrine.ui.thought;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.puzzle.Puzzle;
import dev.vitrine.engine.data.puzzle.Task;
import dev.vitrine.engine.data.puzzle.Verdict;
import dev.vitrine.ui.control.BoardData;
import dev.vitrine.ui.control.BoardData.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A puzzle that is thought about.
 *
 * @param puzzle with {@link Batches#IGNORED} for an answer that nobody knows
 * @param origin where it comes from, in words
 * @param note   why it has no answer; empty where it has one
 */
public record Riddle(Task task, Puzzle puzzle, String origin, String note) {
    /** Of a verdict, what is no rule of the puzzle itself. */
    private static final Set<String> NO_RULES = Set.of("wrong", "given", "empty");

    public int[] question() {
        return puzzle.question();
    }

    /** Whether the right answer is known. */
    boolean solved() {
        return Arrays.stream(puzzle.answer()).anyMatch(id -> id != Batches.IGNORED);
    }

    /** What is wrong with an answer. @param answer not modified */
    Verdict check(int[] answer) {
        return task.check(puzzle, answer);
    }

    /** Of each position, whether it breaks a rule of the puzzle. @param answer not modified */
    boolean[] broken(int[] answer) {
        Verdict verdict = check(answer);
        return new Verdict(verdict.energy(), verdict.broken().stream().filter(b -> !NO_RULES.contains(b.rule())).toList())
                .marks(answer.length);
    }

    /** The question on its board. */
    public BoardData asked() {
        List<Entry> cells = new ArrayList<>();
        for (int id : question()) {
            cells.add(Entry.plain(symbol(id), task.given(id)));
        }
        return board(cells);
    }

    /** An answer on its board. @param changed of each position; not modified */
    public BoardData answered(int[] answer, boolean[] changed) {
        boolean[] broken = broken(answer);
        List<Entry> cells = new ArrayList<>();
        for (int i = 0; i < answer.length; i++) {
            int right = puzzle.answer()[i];
            boolean unasked = solved() && right == Batches.IGNORED;
            boolean given = task.given(question()[i]) || unasked;
            cells.add(new Entry(symbol(unasked ? question()[i] : answer[i]), given, broken[i],
                    right != Batches.IGNORED && right != answer[i], changed[i] && !unasked, Double.NaN));
        }
        return board(cells);
    }

    /** Numbers from 0 to 1 as the grounds of its cells. @param colours not modified */
    BoardData shaded(double[] colours) {
        List<Entry> cells = new ArrayList<>();
        for (int i = 0; i < colours.length; i++) {
            cells.add(new Entry(symbol(question()[i]), task.given(question()[i]), false, false, false, colours[i]));
        }
        return board(cells);
    }

    private BoardData board(List<Entry> cells) {
        return new BoardData(task.time() / task.width(), task.width(), task.box()[0], task.box()[1], cells);
    }

    /** As it stands on the board: blanks are empty, walls are solid. */
    String symbol(int id) {
        if (id < 1 || id > task.symbols().length()) {
            return "";
        }
        char c = task.symbols().charAt(id - 1);
        return c == '.' || c == ' ' ? "" : c == '#' ? "█" : Character.toString(c);
    }
}
