package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.engine.checkpoint.Safetensors.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes tensors as F32, F16 or BF16; the header is padded with spaces so that the data begin on a multiple of 8 bytes. */
final class SafetensorsWriter {
    private static final int CHUNK = 1 << 18;   // bytes

    private SafetensorsWriter() {
    }

    static Archive.Content content(Map<String, Entry> tensors, Map<String, String> metadata, Dtype dtype) {
        byte[] json = header(tensors, metadata, dtype).toString().getBytes(StandardCharsets.UTF_8);
        int padding = -json.length & 7;
        return out -> {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            out.write(buffer.putLong(json.length + padding).array(), 0, Long.BYTES);
            out.write(json);
            out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, Entry> tensor : tensors.entrySet()) {
                write(tensor.getKey(), tensor.getValue().values(), dtype, buffer, out);
            }
        };
    }

    private static ObjectNode header(Map<String, Entry> tensors, Map<String, String> metadata, Dtype dtype) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = root.putObject(SafetensorsHeader.METADATA);
            metadata.forEach(texts::put);
        }
        long at = 0;
        for (Map.Entry<String, Entry> entry : tensors.entrySet()) {
            if (entry.getKey().equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("no tensor can be named " + SafetensorsHeader.METADATA);
            }
            ObjectNode tensor = root.putObject(entry.getKey()).put("dtype", dtype.name());
            entry.getValue().shape().forEach(tensor.putArray("shape")::add);
            long end = at + (long) dtype.bytes * entry.getValue().values().length;
            tensor.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        return root;
    }

    /** @param buffer little-endian, modified */
    @SuppressWarnings("ByteBufferBackingArray") // the buffer was made by allocate
    static void write(String name, float[] values, Dtype dtype, ByteBuffer buffer, OutputStream out) throws IOException {
        if (dtype == Dtype.F16) {
            checkRange(name, values);
        }
        for (int at = 0, count; at < values.length; at += count) {
            count = Math.min(buffer.capacity() / dtype.bytes, values.length - at);
            dtype.write(values, at, count, buffer.clear());
            out.write(buffer.array(), 0, count * dtype.bytes);
        }
    }

    private static void checkRange(String name, float[] values) {
        for (float value : values) {
            if (Float.isFinite(value) && Float.isInfinite(Float.float16ToFloat(Float.floatToFloat16(value)))) {
                throw new CheckpointException("tensor '" + name + "' holds " + value + ", but f16 ends at 65504; choose bf16 or f32");
            }
        }
    }
}
