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
 * @param numbers   what the numbers are stored as
 * @param shardLimit most bytes of the numbers in one file of a folder
 */
record ModelContent(ObjectNode config, Map<String, Safetensors.Entry> tensors, Optional<String> tokenizer, Dtype numbers,
                    long shardLimit) {
    static final String CONFIG = "config.json";
    static final String TENSORS = "model.safetensors";
    static final String TOKENIZER = "tokenizer.json";
    static final int CONFIG_LIMIT = 1 << 20;      // bytes that are read
    static final int TOKENIZER_LIMIT = 256 << 20;

    /** In the numbers that we compute with, in one file. */
    ModelContent(ObjectNode config, Map<String, Safetensors.Entry> tensors, Optional<String> tokenizer) {
        this(config, tensors, tokenizer, Dtype.F32, Long.MAX_VALUE);
    }

    ModelContent stored(Dtype dtype, long limit) {
        return new ModelContent(config, tensors, tokenizer, dtype, limit);
    }

    String configText() {
        return config.toPrettyString() + "\n";
    }

    Archive.Content tensorsFile() {
        return file(tensors);
    }

    Archive.Content file(Map<String, Safetensors.Entry> some) {
        return SafetensorsWriter.content(some, Map.of("format", "pt"), numbers);
    }
}
