package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.kernel.Backends;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "sweep", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures what growth costs: training steps of GPTs of which one size grows at a time, a row each.")
final class BenchSweepCommand implements Callable<Integer> {
    private static final int WINDOW = 64;

    /** One row of the table. */
    private record Row(BenchShapes.Shape shape, int window) {
    }

    @Option(names = "--threads", paramLabel = "N", description = "Threads that share a batch (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Option(names = "--steps", paramLabel = "N", description = "Steps that are measured of each, after a warm-up (default: ${DEFAULT-VALUE}).")
    int steps = 10;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml (default: ${DEFAULT-VALUE}).")
    String backend = "simd";

    @Option(names = "--json", description = "One JSON object a line on stdout.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Failures.atLeast(spec.commandLine(), "--threads", threads, 1);
        Failures.atLeast(spec.commandLine(), "--steps", steps, 1);
        Backends.fallbackNotice(backend).ifPresent(spec.commandLine().getErr()::println);
        if (!json) {
            spec.commandLine().getOut().println("channels layers context window parameters  tokens/s tokens/CPU-s GFLOP/CPU-s   memory");
        }
        rows().forEach(this::measure);
        return 0;
    }

    /** Channels, layers and context from a small GPT on, then context with a window. */
    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int channels : new int[] {64, 128, 256, 512}) {
            rows.add(new Row(shape(channels, 4, 128), 0));
        }
        for (int layers : new int[] {2, 6, 12}) {
            rows.add(new Row(shape(128, layers, 128), 0));
        }
        for (int window : new int[] {0, WINDOW}) {
            for (int context : new int[] {64, 256, 512, 1024}) {
                rows.add(new Row(shape(128, 4, context), window));
            }
        }
        return rows;
    }

    /** 2048 positions a step, heads of 32 channels, a vocabulary of 512. */
    private static BenchShapes.Shape shape(int channels, int layers, int context) {
        return new BenchShapes.Shape(2048 / context, context, layers, channels / 32, channels, 4 * channels, 512);
    }

    private void measure(Row row) {
        TrainingSpeed speed = TrainingSpeed.of(row.shape(), row.window(), backend, threads, steps);
        double gigaflops = speed.flops() * speed.tokensPerCpuSecond() / 1e9;
        if (json) {
            ObjectNode object = JsonNodeFactory.instance.objectNode().put("channels", row.shape().channels())
                    .put("layers", row.shape().layers()).put("context", row.shape().time()).put("window", row.window())
                    .put("threads", threads).put("backend", backend).put("parameters", speed.parameters())
                    .put("tokens_per_second", speed.tokensPerSecond()).put("tokens_per_cpu_second", speed.tokensPerCpuSecond());
            JsonReport.number(object, "gigaflops_per_cpu_second", gigaflops);
            object.put("memory_bytes", speed.memoryBytes());
            spec.commandLine().getOut().println(object);
        } else {
            spec.commandLine().getOut().println(String.format(Locale.ROOT, "%8d %6d %7d %6s %,10d %,9d %,12d %13.1f %,5d MB",
                    row.shape().channels(), row.shape().layers(), row.shape().time(), row.window() == 0 ? "all" : row.window(),
                    speed.parameters(), speed.tokensPerSecond(), speed.tokensPerCpuSecond(), gigaflops,
                    speed.memoryBytes() / 1_000_000));
        }
        spec.commandLine().getOut().flush();
    }
}
