package dev.vitrine.engine.model;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Registry;

/** Every model family. To add one: write the class, add the line. */
public final class Models {
    public static final String GPT = "gpt";
    public static final String HRM = "hrm";
    public static final String TRM = "trm";
    public static final String LOOPED = "looped";

    @FunctionalInterface
    public interface Factory {
        Model create(ModelConfig config, Draws draws);
    }

    public static final Registry<Factory> REGISTRY = new Registry<Factory>("model type")
            .add(GPT, Gpt::new)
            .add(HRM, Hrm::new)
            .add(TRM, Trm::new)
            .add(LOOPED, Looped::new);

    private Models() {
    }

    /** A model with initial weights drawn from the seed. */
    public static Model create(ModelConfig config, Draws draws) {
        if (config.vocabularySize() < 1) {
            throw new IllegalArgumentException("vocabulary_size must be at least 1 to make a model, got "
                    + config.vocabularySize());
        }
        return REGISTRY.get(config.type()).create(config, draws);
    }
}
