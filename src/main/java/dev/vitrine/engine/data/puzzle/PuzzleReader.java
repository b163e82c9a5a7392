package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one text of puzzles, line after line; see {@link PuzzleText}. */
final class PuzzleReader {
    private static final String BLANKS = "._0";
    private static final String DECORATION = "[|+\\-!=:,;\\u2500-\\u257F]";

    private final Task task;
    private final String name;
    private final String source;
    private final List<Written> puzzles = new ArrayList<>();
    private final StringBuilder grid = new StringBuilder();   // lines of one that is not complete
    private int gridLine;                                     // number of its first line
    private boolean several;                                  // whether the text has more than one line

    /** @param answer null where none is given */
    record Written(int[] question, @Nullable String answer, int line) {
    }

    PuzzleReader(String task, String source) {
        this.task = Tasks.REGISTRY.get(task);
        this.name = task;
        this.source = source;
    }

    /** The only one of a text. */
    Written only(String text) {
        read(text);
        if (puzzles.size() > 1) {
            throw new InputException("one puzzle is wanted, got " + puzzles.size() + "; leave one");
        }
        return puzzles.getFirst();
    }

    /** Every one of a text, in order. */
    List<Written> read(String text) {
        List<String> lines = text.lines().toList();
        several = lines.stream().filter(line -> !line.isBlank()).count() > 1;
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i), i + 1);
        }
        requireWholeGrid();
        if (puzzles.isEmpty()) {
            throw new InputException((source.isEmpty() ? "" : source + ": ") + "there is no puzzle; write " + wanted());
        }
        return puzzles;
    }

    private void line(String line, int number) {
        if (line.isBlank() && !(spaced() && grid.length() > 0)) {
            return;
        }
        String[] words = words(line);
        String cells = spaced() ? line : line.replaceAll(DECORATION + "|\\s", "");
        boolean whole = words.length <= 2 && words[0].length() == task.time();
        if (whole || !spaced() && cells.length() == task.time()) {
            requireWholeGrid();
            add(whole ? words[0] : cells, whole && words.length == 2 ? words[1] : null, number);
            return;
        }
        if (cells.isEmpty() && !spaced()) {
            return;   // a line between two rows of cells
        }
        if (task.width() == task.time()) {
            row(words, cells, number);
        } else {
            gridLine(cells, number);
        }
    }

    /** Whether a space is a symbol. */
    private boolean spaced() {
        return task.symbols().indexOf(' ') >= 0;
    }

    /** The question and the answer. Where a space is a symbol, they are found by their length. */
    private String[] words(String line) {
        int time = task.time();
        if (!spaced()) {
            String[] words = line.strip().split("[\\s,;]+");
            return words.length == 0 ? new String[] {""} : words;
        }
        String stripped = line.stripTrailing();
        String padded = line.length() < time && line.length() > time - task.width() ? line + " ".repeat(time - line.length()) : line;
        if (stripped.length() == 2 * time + 1 && " ,;\t".indexOf(stripped.charAt(time)) >= 0) {
            return new String[] {stripped.substring(0, time), stripped.substring(time + 1)};
        }
        return new String[] {stripped.length() <= time && padded.length() >= time ? padded.substring(0, time) : stripped};
    }

    /** A row of symbols, which may be shorter than the longest. */
    private void row(String[] words, String cells, int number) {
        boolean apart = words.length > 2 && Arrays.stream(words).allMatch(w -> w.length() == 1);
        String question = apart ? cells : words[0];
        if (words.length > 2 && !apart) {
            ids(cells, number, true);   // a wrong symbol is told first
            throw wrong(number, "a question and, if it is known, a space and its answer are wanted, got " + words.length + " words");
        }
        if (question.length() > task.time()) {
            ids(question, number, true);
            throw wrong(number, "at most " + task.time() + " symbols are wanted, got " + question.length());
        }
        String answer = apart || words.length == 1 ? null : words[1];
        add(padded(question), answer == null ? null : padded(answer), number);
    }

    private String padded(String row) {
        return row + String.valueOf(PuzzleText.NONE).repeat(Math.max(0, task.time() - row.length()));
    }

    private void gridLine(String line, int number) {
        String cells = line;
        if (spaced() && cells.length() != task.width()) {
            String stripped = cells.stripTrailing();
            cells = stripped + " ".repeat(Math.max(0, task.width() - stripped.length()));
        }
        ids(cells, number, true);
        if (cells.length() != task.width()) {
            throw wrong(number, "a line of " + cells.length() + " cells is neither a whole " + name + " (" + task.time()
                    + ") nor a row of one (" + task.width() + ")"
                    + (spaced() && cells.length() == task.width() + 2 ? "; leave the outer wall out" : ""));
        }
        if (grid.isEmpty()) {
            gridLine = number;
        }
        grid.append(cells);
        if (grid.length() == task.time()) {
            String whole = grid.toString();
            grid.setLength(0);
            add(whole, null, gridLine);
        }
    }

    private void requireWholeGrid() {
        if (!grid.isEmpty()) {
            throw wrong(gridLine, "a grid of " + task.time() / task.width() + " lines is wanted, got " + grid.length() / task.width());
        }
    }

    private void add(String question, @Nullable String answer, int line) {
        puzzles.add(new Written(ids(question, line, true), answer, line));
    }

    /** With the answer that it has. */
    Puzzle solved(Written w) {
        int[] right;
        try {
            right = task.solve(w.question);
        } catch (InputException e) {
            throw new InputException(where(w.line) + e.getMessage(), e);
        }
        Puzzle puzzle = new Puzzle(w.question, right, task.level(w.question, right));
        if (w.answer != null) {
            requireRight(puzzle, w.answer, w.line);
        }
        return puzzle;
    }

    private void requireRight(Puzzle puzzle, String answer, int line) {
        if (answer.length() != task.time()) {
            ids(answer, line, false);
            throw wrong(line, "an answer of " + task.time() + " symbols is wanted, got " + answer.length());
        }
        int[] given = ids(answer, line, false);
        for (int i = 0; i < given.length; i++) {
            int right = puzzle.answer()[i];
            if (right != Batches.IGNORED && given[i] != right) {
                throw new InputException(where(line) + "the answer beside the question is not right: position " + (i + 1) + " is "
                        + PuzzleText.written(task, new int[] {given[i]}) + " and must be " + PuzzleText.written(task, new int[] {right})
                        + "; correct it or leave the answer out");
            }
        }
    }

    private int[] ids(String cells, int line, boolean question) {
        int[] ids = new int[cells.length()];
        for (int i = 0; i < ids.length; i++) {
            char c = cells.charAt(i);
            int id = 1 + task.symbols().indexOf(c);
            if (id == 0 && BLANKS.indexOf(c) >= 0 && (c == PuzzleText.NONE || task.blank() != Task.PAD)) {
                id = task.blank();
            } else if (id == 0 || question && !task.asks(id)) {
                throw wrong(line, "'" + (Character.isSurrogate(c) ? Character.toString(cells.codePointAt(i)) : c) + "' cannot stand in "
                        + (question ? "a question" : "an answer") + " of " + name);
            }
            ids[i] = id;
        }
        return ids;
    }

    private InputException wrong(int line, String why) {
        return new InputException(where(line) + why + "; write " + wanted());
    }

    private String wanted() {
        int rows = task.time() / task.width();
        return (rows == 1 ? "up to " : "") + task.time() + " characters" + (rows == 1 ? "" : ", in one line or in " + rows + " lines of "
                + task.width()) + ": " + task.legend();
    }

    private String where(int line) {
        String at = source.isEmpty() ? several ? "line " + line : "" : several ? source + ", line " + line : source;
        return at.isEmpty() ? "" : at + ": ";
    }
}
