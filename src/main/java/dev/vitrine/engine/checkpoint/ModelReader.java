package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Makes a model of one family out of its files. */
@FunctionalInterface
interface ModelReader {
    /**
     * @param configFile for messages
     * @param config     what it holds, without {@code model_type}; not modified
     */
    ReadModel read(Path configFile, ObjectNode config, TensorSource tensors);

    /** Whether the tokenizer.json beside the model is that of its ids. */
    default boolean ownTokenizer() {
        return false;
    }
}
