package dev.vitrine.ui.thought;

import dev.vitrine.engine.model.HrmGradient;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.training.History;
import dev.vitrine.training.StageConfig;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.thought.ContestViewModel.Measure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What training has cost. Operations by the closed form, multiplications and additions of products: a block does
 * 2 (4 D^2 + 3 D I) + 4 S D for each position forward, and twice that backward where a gradient flows.
 */
final class Costs {
    private final ModelConfig config;
    private final int vocabulary;
    private final long tokens;      // of a step
    private final Map<String, Seconds> seconds = new HashMap<>();

    /** How long the steps of a history took together. */
    private static final class Seconds {
        private final History history;
        private double[] until = new double[1024];
        private int known;

        Seconds(History history) {
            this.history = history;
        }

        double at(int state, long tokens) {
            while (known < Math.min(state, history.tokensPerSecond().size())) {
                if (known + 1 == until.length) {
                    until = Arrays.copyOf(until, 2 * until.length);
                }
                until[known + 1] = until[known] + tokens / (double) history.tokensPerSecond().at(known);
                known++;
            }
            return until[Math.min(state, known)];
        }
    }

    Costs(TrainingService service) {
        config = service.config().model();
        vocabulary = service.data().tokenizer().vocabSize();
        StageConfig stage = service.config().stages().getLast();
        tokens = (long) stage.batchSize() * service.data().stages().getLast().train().time() * service.config().update().accumulate();
    }

    /** Operations of a training step. */
    double flops(String run) {
        ModelConfig c = config.withType(run);
        double d = c.channels();
        double block = 2 * (4 * d * d + 3 * d * c.hidden()) + 4 * c.contextLength() * d;
        return tokens * (block * blocks(c) + 3 * 2 * d * vocabulary);
    }

    /** Uses of a block: one forward, two backward. */
    private static int blocks(ModelConfig c) {
        if (!c.type().equals(Models.HRM) && !c.type().equals(Models.TRM)) {
            return 3 * c.layers();
        }
        boolean one = c.type().equals(Models.TRM);      // net for both levels
        HrmGradient gradient = HrmGradient.of(c.gradient());
        int uses = 0;
        for (int cycle = 0; cycle < c.hCycles(); cycle++) {
            for (int step = 0; step < c.lCycles(); step++) {
                uses += (one ? c.layers() : c.lLayers()) * (gradient.low(cycle, step, c.hCycles(), c.lCycles()) ? 3 : 1);
            }
            uses += (one ? c.layers() : c.hLayers()) * (gradient.high(cycle, c.hCycles()) ? 3 : 1);
        }
        return uses;
    }

    /** What a state has cost: steps, 1e12 operations, or seconds by the wall clock. */
    double of(Measure measure, String run, History history, int state) {
        return switch (measure) {
            case STEPS -> state;
            case FLOPS -> state * flops(run) / 1e12;
            case SECONDS -> seconds(run, history).at(state, tokens);
        };
    }

    private Seconds seconds(String run, History history) {
        Seconds known = seconds.get(run);
        if (known == null || known.history != history) {
            known = new Seconds(history);
            seconds.put(run, known);
        }
        return known;
    }
}
