package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.text.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * @param family    {@code model_type} of its config.json, such as gpt2
 * @param tokenizer empty where the folder has none that is read: the model then takes token ids only
 * @param segments  that a model which thinks in segments was trained with at most, where its config says so
 * @param slices    what the folder's file calls every part of the model's parameters
 */
public record LoadedModel(String family, Model model, Optional<Tokenizer> tokenizer, OptionalInt segments, List<TensorSlice> slices) {
}
