package dev.vitrine.ui.thought;

import dev.vitrine.engine.model.Flops;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.training.History;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.thought.ContestViewModel.Measure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What training has cost: the operations that the engine counts, and the seconds of the wall clock. */
final class Costs {
    private final ModelConfig config;
    private final int time;
    private final boolean looksAhead;
    private final long tokens;      // of a step
    private final Map<String, Double> flops = new HashMap<>();
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
        config = service.config().model().withVocabulary(service.data().tokenizer().vocabSize());
        time = service.data().stages().getLast().train().time();
        looksAhead = service.config().supervision().qContinue();
        tokens = (long) service.config().stages().getLast().batchSize() * time;
    }

    /** Operations of a training step. */
    double flops(String run) {
        return flops.computeIfAbsent(run, type -> Flops.of(config.withType(type), time).training(tokens, looksAhead
                && config.withType(type).reasons()));
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
