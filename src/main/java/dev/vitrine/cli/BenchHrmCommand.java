package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.HrmGradient;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "hrm", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures training steps of an HRM on random puzzles, one segment each.")
final class BenchHrmCommand implements Callable<Integer> {
    @Option(names = "--shape", paramLabel = "NAME", required = true, description = "Sizes: sudoku4 or sudoku6.")
    String shape;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that share a batch (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Option(names = "--steps", paramLabel = "N", description = "Steps that are measured, after a warm-up (default: ${DEFAULT-VALUE}).")
    int steps = 60;

    @Option(names = "--gradient", paramLabel = "NAME",
            description = "Calls that carry a gradient: one-step, last-cycle or all (default: ${DEFAULT-VALUE}).")
    String gradient = "last-cycle";

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
        HrmGradient calls = HrmGradient.of(gradient.replace('-', '_'));
        BenchShapes.Shape sizes = BenchShapes.PUZZLES.get(shape);
        Backends.fallbackNotice(backend).ifPresent(spec.commandLine().getErr()::println);
        print(HrmSpeed.of(shape, sizes, calls, backend, threads, steps));
        return 0;
    }

    private void print(TrainingSpeed speed) {
        double gigaflops = speed.flops() * speed.tokensPerCpuSecond() / 1e9;
        if (json) {
            ObjectNode object = JsonNodeFactory.instance.objectNode().put("shape", shape).put("gradient", gradient)
                    .put("threads", threads).put("backend", backend).put("parameters", speed.parameters())
                    .put("tokens_per_second", speed.tokensPerSecond()).put("tokens_per_cpu_second", speed.tokensPerCpuSecond());
            JsonReport.number(object, "gigaflops_per_cpu_second", gigaflops);
            JsonReport.number(object, "loss", speed.loss());
            spec.commandLine().getOut().println(object);
        } else {
            spec.commandLine().getOut().println(String.format(Locale.ROOT, "shape %s, %s, %d threads, %s, %,d parameters: %,d tokens/s,"
                    + " %,d tokens a CPU-second (%.1f GFLOP), loss %.4f", shape, gradient, threads, backend, speed.parameters(),
                    speed.tokensPerSecond(), speed.tokensPerCpuSecond(), gigaflops, speed.loss()));
        }
    }
}
