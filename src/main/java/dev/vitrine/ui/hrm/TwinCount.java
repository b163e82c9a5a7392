package dev.vitrine.ui.hrm;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;

/** How many numbers HRM and the Transformer of the same config learn. */
record TwinCount(long hrm, long transformer) {
    /** Makes both models to count; not for the FX thread. @param config with its vocabulary */
    static TwinCount of(ModelConfig config, long seed) {
        return new TwinCount(count(config.withType(Models.HRM), seed), count(config.withType(Models.GPT), seed));
    }

    private static long count(ModelConfig config, long seed) {
        return Models.create(config, new Draws(seed)).parameters().count();
    }

    /** How much more HRM learns, in percent of the Transformer. */
    double difference() {
        return 100.0 * (hrm - transformer) / transformer;
    }
}
