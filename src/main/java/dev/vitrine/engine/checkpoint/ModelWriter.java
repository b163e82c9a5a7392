package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import java.util.Optional;

/** Says a model in the words of one family: its keys of config.json and its names of tensors. */
@FunctionalInterface
interface ModelWriter {
    /** @throws CheckpointException naming the setting that the family has no words for */
    ModelContent write(Model model, Weights weights, Optional<Tokenizer> tokenizer);
}
