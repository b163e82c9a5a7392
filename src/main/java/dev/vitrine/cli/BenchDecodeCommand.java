package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vitrine.engine.kernel.Backends;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "decode", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures greedy decoding of a pre-norm GPT, one token at a time, keys and values kept.")
final class BenchDecodeCommand implements Callable<Integer> {
    @Option(names = "--shape", paramLabel = "NAME", required = true, description = "Sizes: A, B, C or rustgpt.")
    String shape;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that share large products (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Option(names = "--tokens", paramLabel = "N", description = "Tokens that are measured, after a warm-up (default: ${DEFAULT-VALUE}).")
    int tokens = 20_000;

    @Option(names = "--backend", paramLabel = "NAME", description = "Kernels that compute: simd or ejml (default: ${DEFAULT-VALUE}).")
    String backend = "simd";

    @Option(names = "--json", description = "One JSON object on stdout.")
    boolean json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Failures.atLeast(spec.commandLine(), "--threads", threads, 1);
        Failures.atLeast(spec.commandLine(), "--tokens", tokens, 1);
        BenchShapes.Shape sizes = BenchShapes.REGISTRY.get(shape);
        Backends.fallbackNotice(backend).ifPresent(spec.commandLine().getErr()::println);
        print(DecodingSpeed.of(sizes, backend, threads, tokens));
        return 0;
    }

    private void print(DecodingSpeed speed) {
        if (json) {
            spec.commandLine().getOut().println(JsonNodeFactory.instance.objectNode().put("shape", shape).put("threads", threads)
                    .put("backend", backend).put("parameters", speed.parameters()).put("tokens", tokens)
                    .put("tokens_per_second", speed.tokensPerSecond()).put("tokens_per_cpu_second", speed.tokensPerCpuSecond()));
        } else {
            spec.commandLine().getOut().println(String.format(Locale.ROOT, "shape %s, %d threads, %s, %,d parameters: %,d tokens/s,"
                    + " %,d tokens a CPU-second", shape, threads, backend, speed.parameters(), speed.tokensPerSecond(), speed.tokensPerCpuSecond()));
        }
    }
}
