package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * What is saved of a model, before it is known in which form.
 *
 * @param config    of config.json, with the {@code model_type} that says how to read the rest
 * @param tensors   by name, in the order of the file
 * @param tokenizer tokenizer.json; empty where the model has none
 */
record ModelContent(ObjectNode config, Map<String, Safetensors.Entry> tensors, Optional<String> tokenizer) {
    static final String CONFIG = "config.json";
    static final String TENSORS = "model.safetensors";
    static final String TOKENIZER = "tokenizer.json";
    static final int CONFIG_LIMIT = 1 << 20;      // bytes that are read
    static final int TOKENIZER_LIMIT = 256 << 20;

    String configText() {
        return config.toPrettyString() + "\n";
    }

    Archive.Content tensorsFile() {
        return Safetensors.content(tensors, Map.of("format", "vitrine"));
    }
}
