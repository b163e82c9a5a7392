package dev.vitrine.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures training steps of a pre-norm GPT on random tokens, as the train command takes them.")
final class BenchTrainCommand implements Callable<Integer> {
    @Option(names = "--shape", paramLabel = "NAME", required = true, description = "Sizes: A, B, C or rustgpt.")
    String shape;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that share a batch (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Option(names = "--steps", paramLabel = "N", description = "Steps that are measured, after a warm-up (default: ${DEFAULT-VALUE}).")
    int steps = 60;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml (default: ${DEFAULT-VALUE}).")
    String backend = "simd";

    @Option(names = "--json", description = "One JSON object on stdout.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Failures.atLeast(spec.commandLine(), "--threads", threads, 1);
        Failures.atLeast(spec.commandLine(), "--steps", steps, 1);
        return new TrainingBench(this).run();
    }
}
