package dev.vitrine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunData;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.StageData;
import java.io.PrintWriter;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The work of {@link BenchTrainCommand}: a {@link Run} as any other, on random tokens. */
final class TrainingBench {
    private static final int WARM_UP_STEPS = 20;
    private static final long WARM_UP_NANOS = 4_000_000_000L;   // the JIT needs time more than steps
    private static final long LONGEST_WARM_UP_NANOS = 20_000_000_000L;
    /** So long the JIT must have done nothing: its CPU time is not a step's. */
    private static final long QUIET_NANOS = 1_000_000_000L;

    private final BenchTrainCommand options;
    private final PrintWriter out;

    TrainingBench(BenchTrainCommand options) {
        this.options = options;
        out = options.spec.commandLine().getOut();
    }

    int run() {
        BenchShapes.Shape shape = BenchShapes.REGISTRY.get(options.shape);
        Backends.fallbackNotice(options.backend).ifPresent(options.spec.commandLine().getErr()::println);
        StageConfig stage = new StageConfig("bench", "random tokens", StageConfig.STREAM, 0, Integer.MAX_VALUE - 1, shape.batch(), 0,
                new ScheduleConfig("constant", 1e-3, 0, 1));
        RunConfig config = new RunConfig("bench", "", 1, options.backend, shards(shape.batch()), "word",
                new ModelConfig(Models.GPT, 0, shape.time(), shape.layers(), shape.heads(), shape.channels(), shape.hidden(), "gelu",
                        "layer_norm", 1e-5, "pre", "learned", 10_000, true, true, 1, 1, "all"),
                new OptimizerConfig("adamw", 0.9, 0.999, 1e-8, 0.01, true, 0), List.of(stage), Integer.MAX_VALUE, "", "");
        RandomTokens tokens = new RandomTokens(shape.batch(), shape.time(), shape.vocabulary(), config.seed());
        RunData data = new RunData(tokens, List.of(new StageData(stage, tokens, null, stage.steps())), List.of(List.of()));
        try (Run run = new Run(config, data, options.threads, 0)) {
            measure(run, shape);
        }
        return 0;
    }

    /** As many as threads, where the batch can be cut so. */
    private int shards(int batch) {
        int shards = Math.min(options.threads, batch);
        while (batch % shards != 0) {
            shards--;
        }
        return shards;
    }

    private void measure(Run run, BenchShapes.Shape shape) {
        warmUp(run);
        double[] seconds = new double[options.steps];
        double cpu = CpuClock.seconds();
        for (int i = 0; i < seconds.length; i++) {
            long at = System.nanoTime();
            step(run);
            seconds[i] = (System.nanoTime() - at) / 1e9;
        }
        double cpuPerStep = (CpuClock.seconds() - cpu) / seconds.length;   // a mean: the clock is too coarse for one step
        Arrays.sort(seconds);
        int tokens = shape.batch() * shape.time();
        print(Math.round(tokens / seconds[seconds.length / 2]), Math.round(tokens / cpuPerStep), run);
    }

    private static void warmUp(Run run) {
        CompilationMXBean jit = ManagementFactory.getCompilationMXBean();
        long began = System.nanoTime();
        long compiling = began;
        long compiled = -1;
        long now = began;
        while (run.step() < WARM_UP_STEPS || now - began < WARM_UP_NANOS
                || now - compiling < QUIET_NANOS && now - began < LONGEST_WARM_UP_NANOS) {
            step(run);
            now = System.nanoTime();
            if (jit.getTotalCompilationTime() != compiled) {
                compiled = jit.getTotalCompilationTime();
                compiling = now;
            }
        }
    }

    private static void step(Run run) {
        run.goTo(run.step() + 1, 0);
        run.runToTarget();
    }

    private void print(long perSecond, long perCpuSecond, Run run) {
        int parameters = run.model().parameters().count();
        float loss = run.history().loss().at(run.step() - 1);
        if (options.json) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("shape", options.shape).put("threads", options.threads)
                    .put("backend", options.backend).put("parameters", parameters).put("tokens_per_second", perSecond)
                    .put("tokens_per_cpu_second", perCpuSecond);
            JsonReport.number(json, "loss", loss);
            out.println(json);
        } else {
            out.println(String.format(Locale.ROOT, "shape %s, %d threads, %s, %,d parameters: %,d tokens/s, %,d tokens a CPU-second,"
                    + " loss %.4f", options.shape, options.threads, options.backend, parameters, perSecond, perCpuSecond, loss));
        }
    }
}
