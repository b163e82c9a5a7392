package dev.vitrine.ui.settings;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.model.Footprint;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.optim.Optimizers;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.StageConfig;
import java.util.ArrayList;
import java.util.List;

/** Works out what runs would be, without making any; not for the FX thread, and for one thread at a time. */
final class Forecaster {
    private static final long FLOAT = 4;

    private final long timelineBytes;
    private final String tooLarge;
    private DataSizes known;

    /**
     * @param timelineBytes memory for the timeline of a run
     * @param tooLarge      what is said of sizes that no array can have
     */
    Forecaster(long timelineBytes, String tooLarge) {
        this.timelineBytes = timelineBytes;
        this.tooLarge = tooLarge;
    }

    Forecast of(RunConfig config) {
        List<Plan> plans = List.of();
        try {
            known = DataSizes.of(config, known);
            plans = plans(config, known);
            return sized(config, plans);
        } catch (IllegalArgumentException e) {
            return Forecast.refused(config, e.getMessage(), plans);
        } catch (ArithmeticException | NegativeArraySizeException | OutOfMemoryError e) {
            return Forecast.refused(config, tooLarge, plans);
        }
    }

    private Forecast sized(RunConfig config, List<Plan> plans) {
        ModelConfig model = config.model().withVocabulary(known.vocabulary());
        long state = FLOAT * Optimizers.kept(Models.create(model, new Draws(0)).parameters().trained(), config.optimizer());
        long activations = 0;
        Footprint footprint = null;
        for (int i = 0; i < known.stages().size(); i++) {   // a run keeps the passes of every stage
            for (int time : known.stages().get(i).times()) {   // and of every length
                footprint = Footprint.of(model, config.memory(), config.loss(),
                        config.stages().get(i).batchSize() / config.update().accumulate(), time, config.shards(), 0);
                activations += footprint.activationBytes();
            }
        }
        long average = config.update().emaDecay() > 0 ? FLOAT * footprint.parameters() : 0;
        long timeline = Run.timelineBytes(FLOAT * footprint.parameters() + state + average, timelineBytes, known.steps());
        return new Forecast(config, "", known.steps(), known.vocabulary(), footprint.parameters(), List.of(
                new Forecast.Memory("weights", footprint.parameterBytes()),
                new Forecast.Memory("gradients", footprint.gradientBytes()),
                new Forecast.Memory("optimizer", state + average),
                new Forecast.Memory("activations", activations),
                new Forecast.Memory("timeline", timeline)), plans);
    }

    private static List<Plan> plans(RunConfig config, DataSizes sizes) {
        List<Plan> plans = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < sizes.stages().size(); i++) {
            StageConfig stage = config.stages().get(i);
            int steps = sizes.stages().get(i).steps();
            plans.add(Plan.of(stage.name(), stage.schedule(), begin, steps));
            begin += steps;
        }
        return plans;
    }
}
