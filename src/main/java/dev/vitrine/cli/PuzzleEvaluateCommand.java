package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.data.puzzle.Puzzle;
import dev.vitrine.engine.data.puzzle.PuzzleBatches;
import dev.vitrine.engine.data.puzzle.PuzzleFiles;
import dev.vitrine.engine.data.puzzle.PuzzleMaker;
import dev.vitrine.engine.data.puzzle.Tasks;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.loss.LossConfig;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.training.PuzzleEvaluator;
import dev.vitrine.training.PuzzleModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures a model on the puzzles of a file.",
        footer = {"", "The file holds one puzzle a line: the question with . or 0 for blanks and, if it is known, a space and the",
            "answer; or it is a .csv with columns puzzle,solution. For example:",
            "  vitrine puzzle evaluate --model my-model --data unseen.txt --json"})
final class PuzzleEvaluateCommand implements Callable<Integer> {
    private static final int BATCH = 64;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "A saved model: a folder, or a .bin or .json file.")
    Path model;

    @Option(names = "--data", paramLabel = "FILE", required = true, description = "A .txt or .csv file of puzzles.")
    Path data;

    @Option(names = "--task", paramLabel = "TASK", completionCandidates = PuzzleTasks.class,
            description = "What kind they are " + PuzzleTasks.CHOICES + "; needed where the model and the file leave it open.")
    String task;

    @Option(names = "--segments", paramLabel = "M",
            description = "That a model takes which thinks in segments (default: as many as it was trained with).")
    Integer segments;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml (default: ${DEFAULT-VALUE}).")
    String backend = "simd";

    @Option(names = "--json", description = "One JSON object: exact_accuracy, exact_by_segment, accuracy, puzzles, cpu_seconds.")
    boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Failures.named(spec.commandLine(), "--model", model);
        if (segments != null) {
            Failures.atLeast(spec.commandLine(), "--segments", segments, 1);
        }
        if (task != null) {
            PuzzleTasks.named(spec.commandLine(), task);
        }
        Backends.fallbackNotice(backend).ifPresent(spec.commandLine().getErr()::println);
        PuzzleModel loaded = PuzzleModel.load(model);
        if (task != null) {
            loaded.require(task);
        }
        PuzzleFiles.Read read = PuzzleFiles.read(task == null ? loaded.tasks() : List.of(task), data);
        List<Puzzle> puzzles = read.puzzles();
        PuzzleEvaluator.Result result = new PuzzleEvaluator(loaded.model(), Weights.LIVE, LossConfig.DEFAULT, loaded.segments(segments),
                Backends.create(backend)).measure(PuzzleBatches.measuring(Tasks.REGISTRY.get(read.task()), puzzles,
                        Math.min(BATCH, puzzles.size())));
        long unseen = puzzles.stream().filter(p -> PuzzleMaker.unseen(Tasks.REGISTRY.get(read.task()), p.question())).count();
        report(spec.commandLine().getOut(), read.task(), unseen, result);
        return 0;
    }

    private void report(PrintWriter out, String of, long unseen, PuzzleEvaluator.Result result) {
        if (json) {
            ObjectNode report = JsonNodeFactory.instance.objectNode().put("task", of).put("puzzles", result.puzzles());
            report.put("of_unseen_kind", unseen);
            JsonReport.number(report, "exact_accuracy", result.exactAccuracy());
            ArrayNode bySegment = report.putArray("exact_by_segment");
            result.exactBySegment().forEach(bySegment::add);
            JsonReport.number(report, "accuracy", result.accuracy());
            JsonReport.number(report, "loss", result.loss());
            JsonReport.number(report, "q_halt_accuracy", result.haltAccuracy());
            JsonReport.number(report, "cpu_seconds", JsonReport.thousandths(CpuClock.seconds()));
            out.println(report);
            return;
        }
        out.println(String.format(Locale.ROOT, "%.1f %% of %d puzzles of %s right, %.1f %% of their positions, loss %.4f nats",
                100 * result.exactAccuracy(), result.puzzles(), of, 100 * result.accuracy(), result.loss()));
        for (int m = 0; m < result.exactBySegment().size() && result.exactBySegment().size() > 1; m++) {
            out.println(String.format(Locale.ROOT, "segment %d  %.1f %%", m + 1, 100 * result.exactBySegment().get(m)));
        }
        out.println(unseen + " are of a kind that no run here trains on");
        out.println(String.format(Locale.ROOT, "%.1f s of CPU", CpuClock.seconds()));
    }
}
