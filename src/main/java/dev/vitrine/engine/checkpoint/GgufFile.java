package dev.vitrine.engine.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of llama.cpp's format GGUF, version 3, under way: keys with typed values, then names, sizes and places of tensors, then the
 * numbers, each tensor at a multiple of 32 bytes; all little-endian. Sizes are told from the innermost axis outwards.
 */
final class GgufFile {
    private static final int MAGIC = 0x46554747;   // "GGUF"
    private static final int VERSION = 3;
    private static final int ALIGNMENT = 32;
    private static final int CHUNK = 1 << 18;      // bytes

    // types of values
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private record Tensor(String name, float[] values, Dtype dtype, int[] sizes) {
        long bytes() {
            return (long) values.length * dtype.bytes;
        }
    }

    private final ByteArrayOutputStream keys = new ByteArrayOutputStream();
    private final List<Tensor> tensors = new ArrayList<>();
    private int count;

    /** What llama.cpp calls a kind of numbers. */
    static int type(Dtype dtype) {
        return switch (dtype) {
            case F32 -> 0;
            case F16 -> 1;
            case BF16 -> 30;
            default -> throw new IllegalArgumentException(dtype + " is not written");
        };
    }

    void text(String key, String value) {
        key(key, STRING);
        text(keys, value);
    }

    void whole(String key, int value) {
        key(key, UINT32);
        int32(keys, value);
    }

    void number(String key, double value) {
        key(key, FLOAT32);
        int32(keys, Float.floatToRawIntBits((float) value));
    }

    void flag(String key, boolean value) {
        key(key, BOOL);
        keys.write(value ? 1 : 0);
    }

    void texts(String key, List<String> values) {
        array(key, STRING, values.size());
        values.forEach(value -> text(keys, value));
    }

    void wholes(String key, List<Integer> values) {
        array(key, INT32, values.size());
        values.forEach(value -> int32(keys, value));
    }

    void numbers(String key, List<Float> values) {
        array(key, FLOAT32, values.size());
        values.forEach(value -> int32(keys, Float.floatToRawIntBits(value)));
    }

    private void array(String key, int type, int size) {
        key(key, ARRAY);
        int32(keys, type);
        int64(keys, size);
    }

    private void key(String key, int type) {
        text(keys, key);
        int32(keys, type);
        count++;
    }

    /** @param values kept by reference; not modified
     *  @param sizes  from the outermost axis inwards */
    void tensor(String name, float[] values, Dtype dtype, int... sizes) {
        tensors.add(new Tensor(name, values, dtype, sizes.clone()));
    }

    void write(Path file) {
        byte[] head = head();
        AtomicFiles.write(file, out -> {
            out.write(head);
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            pad(out, head.length);
            for (Tensor tensor : tensors) {
                SafetensorsWriter.write(tensor.name, tensor.values, tensor.dtype, buffer, out);
                pad(out, tensor.bytes());
            }
        });
    }

    private byte[] head() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int32(head, MAGIC);
        int32(head, VERSION);
        int64(head, tensors.size());
        int64(head, count);
        head.writeBytes(keys.toByteArray());
        long at = 0;
        for (Tensor tensor : tensors) {
            text(head, tensor.name);
            int32(head, tensor.sizes.length);
            for (int i = tensor.sizes.length - 1; i >= 0; i--) {
                int64(head, tensor.sizes[i]);
            }
            int32(head, type(tensor.dtype));
            int64(head, at);
            at += tensor.bytes() + padding(tensor.bytes());
        }
        return head.toByteArray();
    }

    private static int padding(long written) {
        return (int) (-written & ALIGNMENT - 1);
    }

    private static void pad(OutputStream out, long written) throws IOException {
        out.write(new byte[padding(written)]);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int64(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void int32(ByteArrayOutputStream out, int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private static void int64(ByteArrayOutputStream out, long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }
}
