package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/** The parts of a saved model, read from wherever they lie. To be closed when the model is made. */
interface ModelParts extends AutoCloseable {
    /** Where a part such as config.json lies, for messages. */
    Path place(String part);

    JsonNode config();

    TensorSource tensors();

    /** Empty where there is none. */
    Optional<JsonNode> tokenizer();

    @Override
    default void close() {
    }
}
