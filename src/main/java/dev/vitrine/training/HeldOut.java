package dev.vitrine.training;

import dev.vitrine.engine.data.Batches;

/** Measures a run on held-out text or puzzles, keeps the best weights where the config wants them, and says when training should stop. */
final class HeldOut {
    private final RunConfig config;
    private final RunData data;
    private final TrainingStep step;
    private final Evaluator evaluator;
    private final PuzzleEvaluator puzzles;
    private final HeldOutLosses losses;
    private final KeptWeights best;   // null where the last state is the result

    HeldOut(RunConfig config, RunData data, TrainingStep step, Evaluator evaluator, PuzzleEvaluator puzzles) {
        this.config = config;
        this.data = data;
        this.step = step;
        this.evaluator = evaluator;
        this.puzzles = puzzles;
        losses = new HeldOutLosses(config.stopping(), data);
        best = config.stopping().keepBest() ? new KeptWeights(step.model().parameters()) : null;
    }

    /** Measures the present state if it is one of those that are to be measured. */
    void measureIfDue(History history) {
        if (step.step() % config.validateEvery() == 0) {
            measure(history);
        }
    }

    /** Measures the present state, if there is held-out text and it was not done yet. */
    void measure(History history) {
        int now = step.step();
        Batches held = data.stages().get(data.stageOf(now)).validation();
        MetricSeries series = history.validation();
        boolean known = series.size() > 0 && series.at(series.size() - 1, 0) >= now;
        if (held != null && !known) {
            series.append(new float[] {now, (float) loss(held, now, history)});
            if (best != null && losses.best(now, series) == now) {
                best.take(now, step.weights());
            }
        }
    }

    private double loss(Batches held, int now, History history) {
        if (!config.hasPuzzles()) {
            return evaluator.loss(held);
        }
        PuzzleEvaluator.Result result = puzzles.measure(held);
        history.exact().append(new float[] {now, (float) result.exactAccuracy(), (float) result.accuracy()});
        return result.loss();
    }

    boolean stopsHere(History history) {
        return step.piece() == 1 && losses.stopsAt(step.step(), history.validation());
    }

    /** Says why, for a person. */
    String whyStopped(History history) {
        return "training stopped by itself at step " + step.step() + ": the loss on held-out text has not become better in "
                + config.stopping().patience() + (config.stopping().patience() == 1 ? " measurement" : " measurements")
                + " in a row; the lowest is that of step " + losses.best(step.step(), history.validation());
    }

    /** The state whose weights are the result as of the present one; -1 where it is the present one itself. */
    int bestState(History history) {
        return best == null ? -1 : losses.best(step.step(), history.validation());
    }

    /** Whether the weights of a best state are kept. */
    boolean keeps(int state) {
        return best.state() == state;
    }

    /** Keeps the present weights as those of the best state. */
    void keep() {
        best.take(step.step(), step.weights());
    }

    /** Of the states up to the present one in its stage, the one with the lowest loss on what is held out; -1 for none. */
    int bestMeasured(History history) {
        return losses.best(step.step(), history.validation());
    }

    /** Whether weights of a best state are kept at all. */
    boolean keepsAny() {
        return best != null && best.state() >= 0;
    }

    KeptWeights kept() {
        return best;
    }
}
