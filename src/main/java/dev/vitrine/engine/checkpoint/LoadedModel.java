package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.text.Tokenizer;
import java.util.List;
import java.util.Optional;

/**
 * @param family    {@code model_type} of its config.json, such as gpt2
 * @param tokenizer empty where the folder has none that is read: the model then takes token ids only
 * @param slices    what the folder's file calls every part of the model's parameters
 */
public record LoadedModel(String family, Model model, Optional<Tokenizer> tokenizer, List<TensorSlice> slices) {
}
