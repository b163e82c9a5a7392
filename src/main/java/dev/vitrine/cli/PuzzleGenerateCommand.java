package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.Reason;
import dev.vitrine.engine.data.puzzle.Levels;
import dev.vitrine.engine.data.puzzle.Puzzle;
import dev.vitrine.engine.data.puzzle.PuzzleMaker;
import dev.vitrine.engine.data.puzzle.PuzzleText;
import dev.vitrine.engine.data.puzzle.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "generate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Makes puzzles with one answer each, one a line: the question, a space, the answer. No run trains on a puzzle"
                + " of their kind, so that any model may be measured on them.",
        footer = {"", "For example:",
            "  vitrine puzzle generate --task sudoku6 --count 300 --seed 7 --out unseen.txt",
            "  vitrine puzzle generate --task maze7 --count 1 --seed 1 --min-level 12 --max-level 18"})
final class PuzzleGenerateCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    @Option(names = "--task", paramLabel = "TASK", required = true, completionCandidates = PuzzleTasks.class,
            description = "What kind " + PuzzleTasks.CHOICES + ".")
    String task;

    @Option(names = "--count", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    int count = 1;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed makes the same puzzles (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--min-level", paramLabel = "N", description = "Lowest level in the task's measure, such as clues (default: the usual).")
    int minLevel;

    @Option(names = "--max-level", paramLabel = "N", description = "Highest level (default: the usual).")
    int maxLevel;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write them: .txt, or .csv with columns puzzle,solution.")
    Path out;

    @Option(names = "--json", description = "One JSON object a puzzle: question, answer, level.")
    boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Task of = PuzzleTasks.named(spec.commandLine(), task);
        Failures.atLeast(spec.commandLine(), "--count", count, 1);
        Failures.atLeast(spec.commandLine(), "--min-level", minLevel, 0);
        Failures.atLeast(spec.commandLine(), "--max-level", maxLevel, 0);
        if (count > MOST) {
            throw Failures.wrong(spec.commandLine(), "--count must be at most " + MOST + ", got " + count);
        }
        Levels levels = of.levels().within(minLevel, maxLevel);
        PuzzleMaker maker = new PuzzleMaker(of, levels, true, seed);
        if (out == null) {
            write(spec.commandLine().getOut(), of, maker, json ? "json" : "txt");
        } else {
            file(of, maker);
        }
        return 0;
    }

    private void file(Task of, PuzzleMaker maker) {
        String ending = out.toString().toLowerCase(Locale.ROOT).replaceFirst(".*\\.", "");
        if (!ending.equals("txt") && !ending.equals("csv")) {
            throw Failures.wrong(spec.commandLine(), "--out must end in .txt or .csv, got " + out);
        }
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(out))) {
            write(writer, of, maker, ending);
            if (writer.checkError()) {
                throw new InputException(out + " could not be written to the end; is the disk full?");
            }
        } catch (IOException e) {
            throw new InputException(out + " cannot be written (" + Reason.of(e) + "); choose another file", e);
        }
        String done = count + (count == 1 ? " puzzle" : " puzzles") + " of " + task + " in " + out;
        spec.commandLine().getOut().println(json ? JsonNodeFactory.instance.objectNode().put("task", task).put("puzzles", count)
                .put("seed", seed).put("file", out.toString()) : done);
    }

    private void write(PrintWriter writer, Task of, PuzzleMaker maker, String form) {
        if (form.equals("csv")) {
            writer.print("puzzle,solution\n");
        }
        for (int i = 0; i < count; i++) {
            Puzzle puzzle = maker.make((long) i);
            writer.print(switch (form) {
                case "json" -> JsonNodeFactory.instance.objectNode().put("question", PuzzleText.written(of, puzzle.question()))
                        .put("answer", PuzzleText.written(of, puzzle.answer())).put("level", puzzle.level()).toString();
                case "csv" -> PuzzleText.line(of, puzzle).replace(' ', ',');
                default -> PuzzleText.line(of, puzzle);
            } + "\n");
        }
        writer.flush();
    }
}
