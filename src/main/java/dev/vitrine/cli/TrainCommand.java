package dev.vitrine.cli;

import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.metrics.LogLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Trains a model on texts or puzzles and saves it.",
        footer = {"", "For example:",
            "  vitrine train --preset start --out my-model",
            "  vitrine train --resume my-model",
            "  vitrine train --preset rustgpt --data facts.txt chats.json --set model.layers=4"})
final class TrainCommand implements Callable<Integer> {
    static final class Source {
        @Option(names = "--preset", paramLabel = "NAME", completionCandidates = PresetNames.class,
                description = "A run that ships: ${COMPLETION-CANDIDATES}.")
        String preset;

        @Option(names = "--config", paramLabel = "FILE",
                description = "A YAML or JSON file of a run; it may name a preset and give only what differs.")
        Path file;

        RunConfig config() {
            return preset != null ? RunConfigs.preset(preset) : RunConfigs.file(file);
        }
    }

    @ArgGroup(multiplicity = "0..1")
    Source source;

    @Option(names = "--resume", paramLabel = "DIR",
            description = "Goes on with the run in a folder that --out has named, from its last checkpoint, to the same bits as a run that was"
                    + " never interrupted. With --preset or --config, begins it there if there is none.")
    Path resume;

    @Option(names = "--set", paramLabel = "KEY=VALUE", arity = "1..*",
            description = "Changes of the config, such as model.layers=4 or stages.0.schedule.learning_rate=0.001.")
    List<String> changes = new ArrayList<>();

    @Option(names = "--steps", paramLabel = "N",
            description = "Length of the run: of its one stage, or where the run is cut if it has several.")
    Integer steps;

    @Option(names = "--epochs", paramLabel = "N", description = "Times over the data, for each stage.")
    Integer epochs;

    @Option(names = "--data", paramLabel = "FILE", arity = "1..*",
            description = "A .json or .txt file, the name of a text that ships, or a task of puzzles; one for each stage.")
    List<String> data = new ArrayList<>();

    @Option(names = "--threads", paramLabel = "N", description = "Threads that share the work; they do not change the result.")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--seed", paramLabel = "N", description = "Of every random draw.")
    Long seed;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml.")
    String backend;

    @Option(names = "--log-every", paramLabel = "N", description = "Steps between two lines of output (default: ${DEFAULT-VALUE}).")
    int logEvery = 10;

    @Option(names = "--log-level", paramLabel = "NAME", completionCandidates = LogLevelNames.class,
            description = "What goes to DIR/log.jsonl: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    String logLevel = LogLevel.INFO.toString();

    @Option(names = "--out", paramLabel = "DIR",
            description = "Where to save the model: a folder, which gets checkpoints, metrics and the log too, or a file that ends in .bin or .json.")
    Path out;

    @Option(names = "--checkpoint-every", paramLabel = "N",
            description = "Steps between two checkpoints in DIR/checkpoints, 0 for none (default: ${DEFAULT-VALUE}). The best on what is held out is kept too.")
    int checkpointEvery = 1000;

    @Option(names = "--keep", paramLabel = "N", description = "How many of the last checkpoints are kept (default: ${DEFAULT-VALUE}).")
    int keep = 3;

    @Option(names = "--json", description = "One JSON object a line on stdout, the last one a summary, and nothing else.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Failures.atLeast(spec.commandLine(), "--steps", steps, 1);
        Failures.atLeast(spec.commandLine(), "--epochs", epochs, 1);
        Failures.atLeast(spec.commandLine(), "--threads", threads, 1);
        Failures.atLeast(spec.commandLine(), "--log-every", logEvery, 1);
        Failures.atLeast(spec.commandLine(), "--checkpoint-every", checkpointEvery, 0);
        Failures.atLeast(spec.commandLine(), "--keep", keep, 1);
        Failures.named(spec.commandLine(), "--out", out);
        Failures.named(spec.commandLine(), "--resume", resume);
        Failures.choice(spec.commandLine(), "--log-level", logLevel, LogLevel.names());
        return new Training(this).run();
    }
}
