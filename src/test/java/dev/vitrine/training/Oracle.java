package dev.vitrine.training;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Sampler;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A run of the same config that no window has to do with: what it says is what a screen must say. */
public final class Oracle implements AutoCloseable {
    private static final long KEYFRAME_BYTES = 64L << 20;

    private final Run run;
    private final Kernels kernels;

    /** @param type model type, whatever the config's own */
    public Oracle(RunConfig config, String type, int threads) {
        RunConfig own = config.withModel(config.model().withType(type));
        run = new Run(own, RunData.load(own), threads, KEYFRAME_BYTES);
        kernels = Backends.create(config.backend());
    }

    public Oracle(RunConfig config, String type) {
        this(config, type, 1);
    }

    /** The run in a state, with its batch worked up to the update. */
    public Run at(int step) {
        run.goTo(step);
        run.runToTarget();
        return run;
    }

    /** Works the present step's batch again, after a weight was changed by hand. */
    public Run again() {
        int step = run.step();
        run.goTo(step, 0);
        run.goTo(step);
        run.runToTarget();
        return run;
    }

    /** What the run looks like now. */
    public Snapshot snapshot(Set<String> tensors) {
        return run.snapshot(new Observed(tensors), false, null);
    }

    public Snapshot snapshot(int step, Set<String> tensors) {
        at(step);
        return snapshot(tensors);
    }

    /** A number of a series, as it stands at a state of the run. */
    public float metric(String series, int step) {
        History h = run.history();
        if (h.loss().size() <= step && step < run.total()) {
            at(step + 1);
        }
        if (series.equals("validation_loss")) {
            for (int row = 0; row < h.validation().size(); row++) {
                if (h.validation().at(row, 0) == step) {
                    return h.validation().at(row, 1);
                }
            }
            throw new AssertionError("there is no validation loss at step " + step);
        }
        if (h.loss().size() <= step) {
            Snapshot last = snapshot(step, Set.of());
            return switch (series) {
                case "loss" -> last.lossNats();
                case "learning_rate" -> last.learningRate();
                case "grad_norm" -> last.gradNorm();
                default -> throw new AssertionError("step " + step + " has no " + series + " yet");
            };
        }
        int dot = series.indexOf('.');
        return switch (dot < 0 ? series : series.substring(0, dot)) {
            case "loss" -> h.loss().at(step);
            case "learning_rate" -> h.learningRate().at(step);
            case "grad_norm" -> h.gradNorm().at(step);
            case "grad_norms" -> h.gradNorms().at(step, h.parameters().indexOf(series.substring(dot + 1)));
            case "update_ratios" -> h.updateRatios().at(step, h.parameters().indexOf(series.substring(dot + 1)));
            default -> throw new AssertionError("there is no series " + series);
        };
    }

    /** The probabilities of the token that follows a text, by the weights of a state. */
    public Choice choice(int step, List<Integer> before, int given, Sampling sampling) {
        Run now = at(step);
        int[] text = before.stream().mapToInt(Integer::intValue).toArray();
        float[] logits = new Generator(now.model(), now.weights(), kernels).logits(text);
        return new Sampler(kernels).choose(logits, 0, logits.length, sampling, new TextSoFar(text, given, text.length));
    }

    /** @param which base, final, or the processor after which they are meant */
    public static float[] probabilities(Choice choice, String which) {
        return switch (which) {
            case "base" -> choice.base();
            case "final" -> choice.finals();
            default -> choice.stages().stream().filter(s -> s.processor().equals(which)).findFirst().orElseThrow().probabilities();
        };
    }

    /** What a state writes after a prompt, the prompt's tokens first. */
    public List<Integer> written(int step, int[] prompt, int tokens, int endId, Sampling sampling) {
        List<Integer> all = new ArrayList<>();
        new Generator(at(step).model(), run.weights(), kernels).generate(prompt, tokens, endId, sampling, choice -> {
            all.add(choice.token());
            return true;
        });
        return all;
    }

    @Override
    public void close() {
        run.close();
    }
}
