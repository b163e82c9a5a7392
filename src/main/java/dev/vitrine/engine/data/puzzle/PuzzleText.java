package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.Batches;
import java.util.List;

/**
 * Puzzles as people write them: one a line, the question and, if it is known, a space and the answer; or a grid of several
 * lines, with or without lines between its cells. A blank may be written {@code .}, {@code 0} or {@code _}, as far as these
 * are no symbols of the task; a position that belongs to no puzzle is {@code _}.
 */
public final class PuzzleText {
    /** A position that belongs to no puzzle. */
    static final char NONE = '_';

    private PuzzleText() {
    }

    /** Every puzzle of a text.
     *  @param task   name in {@link Tasks}
     *  @param source what messages begin with, such as the name of a file
     *  @throws InputException in one sentence, where a puzzle is not one or has not exactly one answer */
    public static List<Puzzle> parse(String task, String source, String text) {
        PuzzleReader reader = new PuzzleReader(task, source);
        return reader.read(text).stream().map(reader::solved).toList();
    }

    /** The one puzzle that a person typed or pasted. */
    public static Puzzle one(String task, String text) {
        PuzzleReader reader = new PuzzleReader(task, "");
        return reader.solved(reader.only(text));
    }

    /** (T) The question alone of the one puzzle of a text, which may have no answer, or several. */
    public static int[] question(String task, String text) {
        return new PuzzleReader(task, "").only(text).question();
    }

    /** The question and the answer in one line, as {@link #parse} reads it. */
    public static String line(Task task, Puzzle puzzle) {
        return written(task, puzzle.question()) + " " + written(task, puzzle.answer());
    }

    /** One character a position.
     *  @param ids not modified */
    public static String written(Task task, int[] ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            char symbol = id == Task.PAD || id == Batches.IGNORED ? NONE : task.symbols().charAt(id - 1);
            text.append(symbol == ' ' ? '.' : symbol);
        }
        return text.toString();
    }
}
