package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.text.Tokenizer;
import java.util.Optional;

/** @param tokenizer empty where the folder has none that is read: the model then takes token ids only */
public record LoadedModel(Model model, Optional<Tokenizer> tokenizer) {
}
