package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.model.Model;
import java.util.List;

/** @param slices what its file calls every part of the model's parameters */
record ReadModel(Model model, List<TensorSlice> slices) {
}
