package dev.vitrine.engine.checkpoint;

import static dev.vitrine.engine.InputFiles.describe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says that it holds, checked against its size. The rules are those of the reference library:
 * tensors fill the data without gap or overlap, no key comes twice.
 *
 * @param tensors  in the order of the header
 * @param metadata free texts
 */
record SafetensorsHeader(Map<String, Tensor> tensors, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    /** @param begin of its bytes, counted from the end of the header; likewise end */
    record Tensor(Dtype dtype, List<Integer> shape, long begin, long end) {
        int count() {
            return (int) ((end - begin) / dtype.bytes);
        }
    }

    /** @param json     the header's bytes, padding included; not modified
     *  @param dataSize bytes that follow the header */
    static SafetensorsHeader parse(String file, byte[] json, long dataSize) {
        JsonNode root = root(file, json);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (entry.getKey().equals(METADATA)) {
                metadata(file, entry.getValue(), metadata);
            } else {
                tensors.put(entry.getKey(), tensor(file + ": tensor '" + entry.getKey() + "'", entry.getValue()));
            }
        }
        checkOffsets(file, tensors, dataSize);
        return new SafetensorsHeader(tensors, metadata);
    }

    private static JsonNode root(String file, byte[] json) {
        if (json.length == 0 || json[0] != '{') {
            throw refused(file + ": the header must start with {", json.length == 0 ? "nothing"
                    : "byte " + String.format("0x%02X", json[0]));
        }
        try {
            String source = "the header of " + file;
            return InputFiles.json(source, InputFiles.utf8(source, json));
        } catch (InputException e) {
            throw new CheckpointException(e.getMessage(), e);
        }
    }

    private static void metadata(String file, JsonNode node, Map<String, String> metadata) {
        if (!node.isObject()) {
            throw refused(file + ": " + METADATA + " must be an object of strings", describe(node));
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isTextual()) {
                throw refused(file + ": " + METADATA + "." + entry.getKey() + " must be a string", describe(entry.getValue()));
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        }
    }

    private static Tensor tensor(String tensor, JsonNode node) {
        Dtype dtype = dtype(tensor, node.path("dtype"));
        List<Integer> shape = new ArrayList<>();
        JsonNode sizes = node.path("shape");
        if (!sizes.isArray()) {
            throw refused(tensor + " needs a shape, an array of sizes", describe(sizes));
        }
        for (JsonNode size : sizes) {
            if (!size.isInt() || size.intValue() < 0) {
                throw refused(tensor + ": sizes must be integers from 0 to " + Integer.MAX_VALUE, describe(size));
            }
            shape.add(size.intValue());
        }
        JsonNode offsets = node.path("data_offsets");
        if (!offsets.isArray() || offsets.size() != 2 || !isOffset(offsets.get(0)) || !isOffset(offsets.get(1))) {
            throw refused(tensor + " needs data_offsets, an array of two integers", offsets.isArray()
                    ? "an array of " + offsets.size() + " values" : describe(offsets));
        }
        Tensor parsed = new Tensor(dtype, List.copyOf(shape), offsets.get(0).longValue(), offsets.get(1).longValue());
        checkSize(tensor, parsed);
        return parsed;
    }

    private static Dtype dtype(String tensor, JsonNode node) {
        for (Dtype dtype : Dtype.values()) {
            if (node.isTextual() && node.textValue().equals(dtype.name())) {
                return dtype;
            }
        }
        throw refused(tensor + " needs a dtype out of " + Arrays.toString(Dtype.values()), describe(node));
    }

    private static boolean isOffset(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }

    private static void checkSize(String tensor, Tensor t) {
        long bytes = t.dtype.bytes;
        for (int size : t.shape) {
            if (size != 0 && bytes > Long.MAX_VALUE / size) {
                throw refused(tensor + " must be smaller than 2 GB", "shape " + t.shape);
            }
            bytes *= size;
        }
        if (bytes > Integer.MAX_VALUE) {
            throw refused(tensor + " must be smaller than 2 GB", bytes + " bytes of shape " + t.shape);
        }
        if (t.end - t.begin != bytes) {
            throw refused(tensor + " of shape " + t.shape + " and " + t.dtype + " must have " + bytes + " bytes", "offsets "
                    + t.begin + " to " + t.end);
        }
    }

    private static void checkOffsets(String file, Map<String, Tensor> tensors, long dataSize) {
        List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
        ordered.sort(Comparator.comparingLong((Map.Entry<String, Tensor> e) -> e.getValue().begin)
                .thenComparingLong(e -> e.getValue().end));
        long at = 0;
        for (Map.Entry<String, Tensor> entry : ordered) {
            Tensor t = entry.getValue();
            if (t.end > dataSize) {
                throw refused(file + ": tensor '" + entry.getKey() + "' ends at byte " + t.end + " of the data", dataSize
                        + " bytes of data");
            }
            if (t.begin != at) {
                throw refused(file + ": tensor '" + entry.getKey() + "' must begin at byte " + at + " of the data, where the one "
                        + "before it ends", "byte " + t.begin);
            }
            at = t.end;
        }
        if (at != dataSize) {
            throw refused(file + ": the tensors need " + at + " bytes of data", dataSize + " bytes");
        }
    }

    private static CheckpointException refused(String wanted, String came) {
        return new CheckpointException(wanted + ", got " + came + "; save or download the file again");
    }
}
