package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Files of puzzles: .txt as {@link PuzzleText} reads it, or .csv with a puzzle a line and columns {@code puzzle,solution}. If
 * the first line names the columns, there may be others beside them.
 */
public final class PuzzleFiles {
    private static final int LIMIT = 256 << 20;
    private static final String WANTED = "a .txt file (one puzzle a line) or a .csv file (puzzle,solution)";
    private static final List<String> QUESTION = List.of("puzzle", "puzzles", "quiz", "quizzes", "question", "questions");
    private static final List<String> ANSWER = List.of("solution", "solutions", "answer", "answers");

    private PuzzleFiles() {
    }

    /** @param task name in {@link Tasks} */
    public static List<Puzzle> read(String task, Path file) {
        String source = file.toString();
        String text = text(file);
        return PuzzleText.parse(task, source, isCsv(source) ? lines(source, text) : text);
    }

    /** Puzzles, and the name of the task that they are of. */
    public record Read(String task, List<Puzzle> puzzles) {
    }

    /** For the one task of several that the puzzles are of.
     *  @param tasks names, at least one */
    public static Read read(List<String> tasks, Path file) {
        List<Read> fitting = new ArrayList<>();
        InputException first = null;
        for (String task : tasks) {
            try {
                fitting.add(new Read(task, read(task, file)));
            } catch (InputException e) {
                first = first == null ? e : first;
            }
        }
        if (fitting.isEmpty()) {
            throw first;
        }
        if (fitting.size() > 1) {
            throw new InputException(file + " may hold puzzles of " + String.join(" or ", fitting.stream().map(Read::task).toList())
                    + "; say which");
        }
        return fitting.getFirst();
    }

    private static String text(Path file) {
        InputFiles.requireFile(file, WANTED);
        String name = file.toString();
        if (!isCsv(name) && !name.toLowerCase(Locale.ROOT).endsWith(".txt")) {
            throw new InputException(name + " is not a kind of file that is read; give " + WANTED);
        }
        return InputFiles.utf8(name, InputFiles.bytes(file, WANTED, LIMIT));
    }

    private static boolean isCsv(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** Question and answer of each line, apart by a space; as many lines as the file has. */
    private static String lines(String source, String csv) {
        List<String> lines = csv.lines().toList();
        List<String> names = lines.isEmpty() ? List.of() : Arrays.stream(cells(lines.getFirst())).map(c -> c.toLowerCase(Locale.ROOT)).toList();
        int question = column(names, QUESTION);
        int answer = column(names, ANSWER);
        boolean named = question >= 0;
        if (!named && answer >= 0) {
            throw new InputException(source + ": no column is named puzzle; name one so, beside " + names.get(answer));
        }
        StringBuilder text = new StringBuilder(named ? "\n" : "");
        for (String line : lines.subList(named ? 1 : 0, lines.size())) {
            String[] cells = cells(line);
            text.append(cell(cells, named ? question : 0)).append(' ').append(cell(cells, named ? answer : 1)).append('\n');
        }
        return text.toString();
    }

    private static String[] cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(cell -> cell.replaceAll("^\\s*\"|\"\\s*$", "")).toArray(String[]::new);
    }

    private static String cell(String[] cells, int column) {
        return column >= 0 && column < cells.length ? cells[column] : "";
    }

    private static int column(List<String> names, List<String> known) {
        for (int i = 0; i < names.size(); i++) {
            if (known.contains(names.get(i).strip())) {
                return i;
            }
        }
        return -1;
    }
}
