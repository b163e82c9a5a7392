package dev.vitrine.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "solve", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Solves puzzles: by search, or with a model, whose answer after each segment is shown.",
        footer = {"", "For example:",
            "  vitrine puzzle solve --task sudoku4 --puzzle \"1... ..2. .3.. ...4\"",
            "  vitrine puzzle solve --task sudoku6 --data unseen.txt --model my-model"})
final class PuzzleSolveCommand implements Callable<Integer> {
    @Option(names = "--task", paramLabel = "TASK", required = true, completionCandidates = PuzzleTasks.class,
            description = "What kind " + PuzzleTasks.CHOICES + ".")
    String task;

    /** Where the puzzles come from. */
    static final class Source {
        @Option(names = "--puzzle", paramLabel = "TEXT", required = true, description = "One puzzle, in one line or as a grid; . or 0 for a blank.")
        String puzzle;

        @Option(names = "--data", paramLabel = "FILE", required = true, description = "A .txt or .csv file of puzzles.")
        Path data;
    }

    @ArgGroup(multiplicity = "1")
    Source source;

    @Option(names = "--model", paramLabel = "DIR", description = "A saved model (folder, .bin or .json) that answers; without it they are solved by search.")
    Path model;

    @Option(names = "--segments", paramLabel = "M",
            description = "That a model takes which thinks in segments (default: as many as it was trained with).")
    Integer segments;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml (default: ${DEFAULT-VALUE}).")
    String backend = "simd";

    @Option(names = "--json",
            description = "One JSON object a puzzle: question, answer, level; with a model also its answers, each with answer, right, energy.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        PuzzleTasks.named(spec.commandLine(), task);
        Failures.named(spec.commandLine(), "--model", model);
        if (segments != null) {
            Failures.atLeast(spec.commandLine(), "--segments", segments, 1);
        }
        return new PuzzleSolving(this).run();
    }
}
