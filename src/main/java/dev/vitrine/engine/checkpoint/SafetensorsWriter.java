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

/** Writes tensors as F32; the header is padded with spaces so that the data begin on a multiple of 8 bytes. */
final class SafetensorsWriter {
    private static final int CHUNK = 1 << 18;   // bytes

    private SafetensorsWriter() {
    }

    static Archive.Content content(Map<String, Entry> tensors, Map<String, String> metadata) {
        byte[] json = header(tensors, metadata).toString().getBytes(StandardCharsets.UTF_8);
        int padding = -json.length & 7;
        return out -> {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            out.write(buffer.putLong(json.length + padding).array(), 0, Long.BYTES);
            out.write(json);
            out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
            for (Entry entry : tensors.values()) {
                write(entry.values(), buffer, out);
            }
        };
    }

    private static ObjectNode header(Map<String, Entry> tensors, Map<String, String> metadata) {
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
            ObjectNode tensor = root.putObject(entry.getKey()).put("dtype", Dtype.F32.name());
            entry.getValue().shape().forEach(tensor.putArray("shape")::add);
            long end = at + (long) Float.BYTES * entry.getValue().values().length;
            tensor.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        return root;
    }

    @SuppressWarnings("ByteBufferBackingArray") // the buffer was made by allocate
    private static void write(float[] values, ByteBuffer buffer, OutputStream out) throws IOException {
        for (int at = 0, count; at < values.length; at += count) {
            count = Math.min(CHUNK / Float.BYTES, values.length - at);
            buffer.clear().asFloatBuffer().put(values, at, count);
            out.write(buffer.array(), 0, count * Float.BYTES);
        }
    }
}
