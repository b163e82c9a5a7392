package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.Registry;
import dev.vitrine.engine.model.Models;

/** Every kind of model folder, by the {@code model_type} in its config.json. To add one: write the class, add the line. */
final class ModelReaders {
    static final String VITRINE_GPT = "vitrine-gpt";

    static final Registry<ModelReader> REGISTRY = new Registry<ModelReader>("model_type")
            .add(VITRINE_GPT, new OwnModels(Models.GPT))
            .add(Models.HRM, new HrmModels(Models.HRM))
            .add(Models.TRM, new HrmModels(Models.TRM))
            .add(Models.LOOPED, new OwnModels(Models.LOOPED))
            .add("gpt2", new Gpt2Models())
            .add("llama", new LlamaModels())
            .add("mistral", new LlamaModels());

    private ModelReaders() {
    }
}
