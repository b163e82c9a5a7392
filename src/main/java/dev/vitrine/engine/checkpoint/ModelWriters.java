package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.Registry;

/** Every family that a model can be written as. To add one: write the class, add the line. */
final class ModelWriters {
    static final Registry<ModelWriter> REGISTRY = new Registry<ModelWriter>("family")
            .add("vitrine", (model, weights, tokenizer) -> OwnModels.write(model, weights, tokenizer, null))
            .add("gpt2", Gpt2Models::write)
            .add("llama", (model, weights, tokenizer) -> LlamaModels.write("llama", model, weights, tokenizer))
            .add("mistral", (model, weights, tokenizer) -> LlamaModels.write("mistral", model, weights, tokenizer))
            .add("hrm", HrmModels::write);

    private ModelWriters() {
    }
}
