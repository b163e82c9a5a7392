package dev.vitrine.training.metrics;

import dev.vitrine.training.History;
import dev.vitrine.training.MetricSeries;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of one step; what was not measured is NaN. Losses are nats a token.
 *
 * @param step          whose batch was worked by the weights of that state
 * @param stage         name of the stage that it belongs to
 * @param exactAccuracy share of the unseen puzzles that are solved
 */
public record MetricRow(int step, String stage, double loss, double validationLoss, double exactAccuracy, double learningRate,
                        double gradNorm, double tokensPerSecond) {
    /** Of a step that is over. */
    public static MetricRow of(History history, int step, String stage) {
        return new MetricRow(step, stage, history.loss().at(step), measuredAt(step, history.validation()), measuredAt(step, history.exact()),
                history.learningRate().at(step), history.gradNorm().at(step), history.tokensPerSecond().at(step));
    }

    /** What the last row says if it is of this step. */
    private static double measuredAt(int step, MetricSeries rows) {
        int last = rows.size() - 1;
        return last >= 0 && rows.at(last, 0) == step ? rows.at(last, 1) : Double.NaN;
    }

    /** Whether something was measured on what is held out. */
    boolean measured() {
        return !Double.isNaN(validationLoss) || !Double.isNaN(exactAccuracy);
    }

    /** Every number by its name in files, in their order. To add one: the component and the line. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("loss", loss);
        numbers.put("validation_loss", validationLoss);
        numbers.put("exact_accuracy", exactAccuracy);
        numbers.put("learning_rate", learningRate);
        numbers.put("grad_norm", gradNorm);
        numbers.put("tokens_per_second", tokensPerSecond);
        return numbers;
    }
}
