package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model's tensors in a folder: model.safetensors, or, where that would be larger than the limit, model-00001-of-00003.safetensors and
 * so on beside an index, as Hugging Face's transformers splits them. A tensor is never split.
 */
record ShardWriter(Path folder, ModelContent content) {
    void write() {
        List<Map<String, Safetensors.Entry>> shards = shards();
        if (shards.size() == 1) {
            AtomicFiles.write(folder.resolve(ModelContent.TENSORS), content.tensorsFile()::writeTo);
            return;
        }
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.putObject("metadata").put("total_size", content.tensors().values().stream().mapToLong(this::bytes).sum());
        ObjectNode map = index.putObject(ShardedTensors.MAP);
        for (int i = 0; i < shards.size(); i++) {
            String name = String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
            AtomicFiles.write(folder.resolve(name), content.file(shards.get(i))::writeTo);
            shards.get(i).keySet().forEach(tensor -> map.put(tensor, name));
        }
        byte[] json = (index.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFiles.write(folder.resolve(ShardedTensors.INDEX), out -> out.write(json));
        removeWhole();
    }

    /** An older file of all tensors would be read in place of the shards. */
    private void removeWhole() {
        try {
            Files.deleteIfExists(folder.resolve(ModelContent.TENSORS));
        } catch (IOException e) {
            throw new CheckpointException(folder.resolve(ModelContent.TENSORS) + " is of an older model and cannot be removed ("
                    + e.getMessage() + "); remove it", e);
        }
    }

    private List<Map<String, Safetensors.Entry>> shards() {
        List<Map<String, Safetensors.Entry>> shards = new ArrayList<>(List.of(new LinkedHashMap<>()));
        long room = content.shardLimit();
        for (Map.Entry<String, Safetensors.Entry> tensor : content.tensors().entrySet()) {
            long bytes = bytes(tensor.getValue());
            if (bytes > room && !shards.getLast().isEmpty()) {
                shards.add(new LinkedHashMap<>());
                room = content.shardLimit();
            }
            shards.getLast().put(tensor.getKey(), tensor.getValue());
            room -= bytes;
        }
        return shards;
    }

    private long bytes(Safetensors.Entry tensor) {
        return (long) tensor.values().length * content.numbers().bytes;
    }
}
