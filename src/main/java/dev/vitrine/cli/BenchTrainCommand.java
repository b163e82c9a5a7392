package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.kernel.Backends;
import java.util.Locale;
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
        BenchShapes.Shape sizes = BenchShapes.REGISTRY.get(shape);
        Backends.fallbackNotice(backend).ifPresent(spec.commandLine().getErr()::println);
        print(TrainingSpeed.of(sizes, 0, backend, threads, steps));
        return 0;
    }

    private void print(TrainingSpeed speed) {
        if (json) {
            ObjectNode object = JsonNodeFactory.instance.objectNode().put("shape", shape).put("threads", threads)
                    .put("backend", backend).put("parameters", speed.parameters()).put("tokens_per_second", speed.tokensPerSecond())
                    .put("tokens_per_cpu_second", speed.tokensPerCpuSecond());
            JsonReport.number(object, "loss", speed.loss());
            spec.commandLine().getOut().println(object);
        } else {
            spec.commandLine().getOut().println(String.format(Locale.ROOT, "shape %s, %d threads, %s, %,d parameters: %,d tokens/s,"
                    + " %,d tokens a CPU-second, loss %.4f", shape, threads, backend, speed.parameters(), speed.tokensPerSecond(),
                    speed.tokensPerCpuSecond(), speed.loss()));
        }
    }
}
