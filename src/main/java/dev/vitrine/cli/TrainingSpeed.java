package dev.vitrine.cli;

import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.DropoutConfig;
import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.model.ReasoningConfig;
import dev.vitrine.engine.optim.OptimizerConfig;
import dev.vitrine.engine.optim.ScheduleConfig;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunData;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.StageData;
import java.util.Arrays;
import java.util.List;

/**
 * Speed of training steps, measured on a {@link Run} as any other, on random tokens.
 *
 * @param flops       of a token; of a GPT 6 for each weight of a product, 12 C for each key that a query sees in a layer
 * @param memoryBytes of weights, gradients, the optimizer and activations
 */
record TrainingSpeed(long tokensPerSecond, long tokensPerCpuSecond, int parameters, float loss, double flops, long memoryBytes) {
    private static final double SPAN = 0.5;   // of a clock whose ticks are 0.01

    /** Of a pre-norm GPT.
     *  @param window last positions that a query sees, 0 for all */
    static TrainingSpeed of(BenchShapes.Shape shape, int window, String backend, int threads, int steps) {
        StageConfig stage = new StageConfig("bench", "random tokens", StageConfig.STREAM, 0, Integer.MAX_VALUE - 1, shape.batch(), 0,
                new ScheduleConfig("constant", 1e-3, 0, 1));
        RunConfig config = new RunConfig("bench", "", 1, backend, shards(threads, shape.batch()), "word",
                gpt(shape, window),
                new OptimizerConfig("adamw", 0.9, 0.999, 1e-8, 0.01, true, 0), List.of(stage), Integer.MAX_VALUE, "", "");
        RandomTokens tokens = new RandomTokens(shape.batch(), shape.time(), shape.vocabulary(), config.seed());
        RunData data = new RunData(tokens, List.of(new StageData(stage, tokens, null, stage.steps())), List.of(List.of()));
        try (Run run = new Run(config, data, threads, 0)) {
            return measure(run, flops(shape, window), steps);
        }
    }

    /** A pre-norm GPT without its vocabulary.
     *  @param window last positions that a query sees, 0 for all */
    static ModelConfig gpt(BenchShapes.Shape shape, int window) {
        AttentionConfig all = AttentionConfig.DEFAULT;
        return new ModelConfig(Models.GPT, 0, shape.time(), shape.layers(), shape.heads(), shape.channels(), shape.hidden(), "gelu",
                "layer_norm", 1e-5, "pre", "learned", 10_000, true, true, 1, 1, "all",
                new AttentionConfig(all.headSize(), all.kvHeads(), window, all.causal(), all.qkNorm(), all.ropeFraction()),
                ExpertsConfig.DEFAULT, DropoutConfig.DEFAULT, ReasoningConfig.DEFAULT);
    }

    /** As many as threads, where the batch can be cut so. */
    static int shards(int threads, int batch) {
        int shards = Math.min(threads, batch);
        while (batch % shards != 0) {
            shards--;
        }
        return shards;
    }

    /** Of a run of one stage, from where it is, after a warm-up. Rates are those of the median step by the clock, and by CPU time of
     *  the median span of {@link #SPAN} seconds: what neighbours slow down now and then is left out of both. */
    static TrainingSpeed measure(Run run, double flops, int steps) {
        WarmUp.untilQuiet(() -> step(run));
        double[] seconds = new double[steps];
        double[] cpu = new double[steps];   // of a step, in each span
        int spans = 0;
        double began = CpuClock.seconds();
        double spanBegan = began;
        double spanSeconds = 0;
        int spanSteps = 0;
        for (int i = 0; i < steps; i++) {
            long at = System.nanoTime();
            step(run);
            seconds[i] = (System.nanoTime() - at) / 1e9;
            spanSeconds += seconds[i];
            spanSteps++;
            if (spanSeconds >= SPAN) {
                double now = CpuClock.seconds();
                cpu[spans++] = (now - spanBegan) / spanSteps;
                spanBegan = now;
                spanSeconds = 0;
                spanSteps = 0;
            }
        }
        double cpuPerStep = spans == 0 ? (CpuClock.seconds() - began) / steps : median(cpu, spans);
        StageData stage = run.data().stages().getFirst();
        int tokens = stage.train().batchSize() * stage.train().time();
        return new TrainingSpeed(Math.round(tokens / median(seconds, steps)), Math.round(tokens / cpuPerStep),
                run.model().parameters().count(), run.history().loss().at(run.step() - 1), flops, run.footprint().totalBytes());
    }

    static double flops(BenchShapes.Shape s, int window) {
        double weights = s.layers() * (4.0 * s.channels() * s.channels() + 2.0 * s.channels() * s.hidden())
                + (double) s.vocabulary() * s.channels();
        int most = window == 0 ? s.time() : Math.min(window, s.time());
        double keys = most - most * (most - 1.0) / (2.0 * s.time());   // mean over the queries
        return 6 * weights + 12.0 * s.layers() * s.channels() * keys;
    }

    /** Of the first n, which are sorted. */
    private static double median(double[] values, int n) {
        Arrays.sort(values, 0, n);
        return values[n / 2];
    }

    private static void step(Run run) {
        run.goTo(run.step() + 1, 0);
        run.runToTarget();
    }
}
