package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputFiles;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tensors in several files beside an index that says which file holds which, as Hugging Face's transformers splits them.
 *
 * @param file    the index
 * @param holders the file of each tensor
 */
record ShardedTensors(Path file, Map<String, Safetensors> holders) implements TensorSource {
    static final String INDEX = "model.safetensors.index.json";
    static final String MAP = "weight_map";
    private static final int LIMIT = 64 << 20;

    static ShardedTensors read(Path index) {
        String source = index.toString();
        JsonNode map = InputFiles.json(source, InputFiles.utf8(source, InputFiles.bytes(index, "an index of tensors", LIMIT)))
                .path(MAP);
        if (!map.isObject() || map.isEmpty()) {
            throw new CheckpointException(index + ": " + MAP + " must be an object that gives the file of each tensor, got "
                    + InputFiles.describe(map));
        }
        Map<String, Safetensors> files = new HashMap<>();
        Map<String, Safetensors> holders = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (!isPlainName(entry.getValue())) {
                throw new CheckpointException(index + ": " + MAP + "." + entry.getKey() + " must be the name of a file beside it, got "
                        + InputFiles.describe(entry.getValue()));
            }
            String name = entry.getValue().textValue();
            holders.put(entry.getKey(), files.computeIfAbsent(name, n -> Safetensors.read(index.resolveSibling(n))));
        }
        return new ShardedTensors(index, holders);
    }

    /** Not a path that leads elsewhere, on any system. */
    private static boolean isPlainName(JsonNode node) {
        String name = node.asText();
        return node.isTextual() && !name.isEmpty() && name.chars().noneMatch(c -> c < ' ' || "/\\:".indexOf(c) >= 0);
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(holders.keySet());
    }

    @Override
    public List<Integer> shape(String name) {
        return holders.get(name).shape(name);
    }

    @Override
    public float[] floats(String name) {
        return holders.get(name).floats(name);
    }

    @Override
    public void read(String name, float[] values) {
        holders.get(name).read(name, values);
    }
}
