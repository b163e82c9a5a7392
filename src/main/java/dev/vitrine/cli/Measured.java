package dev.vitrine.cli;

import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.training.Evaluator;
import dev.vitrine.training.PuzzleEvaluator;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunData;
import dev.vitrine.training.StageData;

/**
 * What a model is worth after training, on the data of the last stage that was trained.
 *
 * @param loss           mean over the training data
 * @param lossFloor      lowest that memorising could reach, NaN where unknown
 * @param validationLoss of what was held out, NaN where nothing was
 * @param answers        to the questions of a text
 * @param unseen         answers to unseen puzzles; null where there are none
 */
record Measured(double loss, double lossFloor, double validationLoss, Evaluator.Answers answers, PuzzleEvaluator.Result unseen) {
    private static final Evaluator.Answers NO_ANSWERS = new Evaluator.Answers(0, 0);

    /** @param asks whether questions are asked, which takes longest */
    static Measured of(Run run, Weights weights, boolean asks) {
        RunData data = run.data();
        int stage = data.stageOf(Math.max(0, run.step() - 1));
        StageData trained = data.stages().get(stage);
        if (run.config().hasPuzzles()) {
            return puzzles(trained, run.puzzleEvaluator(weights, run.config().supervision().segments()));
        }
        Evaluator evaluator = run.evaluator(weights);
        return new Measured(evaluator.loss(trained.train()), trained.train().lossFloor(),
                trained.validation() == null ? Double.NaN : evaluator.loss(trained.validation()),
                asks ? evaluator.answers(data.texts().get(stage), trained.config().read().template(), data.tokenizer()) : NO_ANSWERS, null);
    }

    private static Measured puzzles(StageData trained, PuzzleEvaluator evaluator) {
        PuzzleEvaluator.Result unseen = trained.validation() == null ? null : evaluator.measure(trained.validation());
        return new Measured(evaluator.measure(trained.train()).loss(), trained.train().lossFloor(),
                unseen == null ? Double.NaN : unseen.loss(), NO_ANSWERS, unseen);
    }
}
