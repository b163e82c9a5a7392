package dev.vitrine.ui.settings;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.StageConfig;
import java.util.ArrayList;
import java.util.List;

/** Works out what runs would be; not for the FX thread, and for one thread at a time. */
final class Forecaster {
    private DataSizes known;

    Forecast of(RunConfig config) {
        try {
            known = DataSizes.of(config, known);
        } catch (IllegalArgumentException e) {
            return Forecast.refused(config, e.getMessage(), List.of());
        }
        List<Plan> plans = plans(config, known.steps());
        int steps = known.steps().stream().mapToInt(s -> s).sum();
        ModelConfig model = config.model().withVocabulary(known.vocabulary());
        long parameters = Models.create(model, new Draws(0)).parameters().count();
        return new Forecast(config, "", steps, known.vocabulary(), parameters, List.of(new Forecast.Memory("weights", 4 * parameters)), plans);
    }

    private static List<Plan> plans(RunConfig config, List<Integer> steps) {
        List<Plan> plans = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < steps.size(); i++) {
            StageConfig stage = config.stages().get(i);
            plans.add(Plan.of(stage.name(), stage.schedule(), begin, steps.get(i)));
            begin += steps.get(i);
        }
        return plans;
    }
}
