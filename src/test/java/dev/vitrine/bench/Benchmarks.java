package dev.vitrine.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH with its own command line, then prints what each library reached, and our ratios to OpenBLAS. */
public final class Benchmarks {
    private Benchmarks() {
    }

    /** @param args as JMH's command line */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        Options options = new OptionsBuilder().parent(new CommandLineOptions(args)).include(ProductBenchmark.class.getSimpleName())
                .build();
        print(new Runner(options).run());
    }

    private static void print(Collection<RunResult> results) {
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        for (RunResult r : results) {
            String row = String.format("%-15s %s", r.getParams().getParam("shape"), r.getParams().getParam("form"));
            rows.computeIfAbsent(row, k -> new LinkedHashMap<>()).put(r.getParams().getParam("library"), gigaflops(r));
        }
        System.out.println("GFLOP/s on one thread");
        rows.forEach((row, libraries) -> {
            StringBuilder line = new StringBuilder(row);
            libraries.forEach((library, rate) -> line.append(String.format(Locale.ROOT, "  %s %6.1f", library, rate)));
            Double theirs = libraries.get("openblas");
            for (String ours : List.of("vitrine", "packed")) {
                if (libraries.containsKey(ours) && theirs != null) {
                    line.append(String.format(Locale.ROOT, "  %s/openblas %.2f", ours, libraries.get(ours) / theirs));
                }
            }
            System.out.println(line);
        });
    }

    private static double gigaflops(RunResult r) {
        double flops = 2;
        for (int size : ProductBenchmark.sizes(r.getParams().getParam("shape"))) {
            flops *= size;
        }
        return flops / r.getPrimaryResult().getScore() / 1e3;
    }
}
