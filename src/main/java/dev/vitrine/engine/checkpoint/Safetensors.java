package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.checkpoint.SafetensorsHeader.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hugging Face's file of named tensors: a header length (8 bytes, little-endian), a JSON header, the numbers. An object
 * of this class is a file, or an entry of an {@link Archive}, whose header was read and checked; the numbers of a tensor are read when
 * they are asked for.
 */
public final class Safetensors implements TensorSource {
    private static final long HEADER_LIMIT = 100_000_000;   // the reference library's
    private static final int CHUNK = 1 << 19;               // bytes, a multiple of every dtype's size

    /** A tensor to write.
     *  @param shape  sizes of its axes; empty for one number
     *  @param values row-major, kept by reference; not modified */
    public record Entry(List<Integer> shape, float[] values) {
        public Entry {
            shape = List.copyOf(shape);
            long count = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
            if (count != values.length || shape.stream().anyMatch(size -> size < 0)) {
                throw new IllegalArgumentException("a tensor of shape " + shape + " has " + count + " values, got " + values.length);
            }
        }
    }

    private final ByteSource source;
    private final long dataAt;
    private final SafetensorsHeader header;

    private Safetensors(ByteSource source, long dataAt, SafetensorsHeader header) {
        this.source = source;
        this.dataAt = dataAt;
        this.header = header;
    }

    /** Writes all tensors as F32, in the map's order; replaces the file as a whole.
     *  @param tensors  not modified
     *  @param metadata free texts, not modified */
    public static void write(Path file, Map<String, Entry> tensors, Map<String, String> metadata) {
        AtomicFiles.write(file, content(tensors, metadata)::writeTo);
    }

    /** The bytes of such a file, as an entry of an archive. The tensors are not copied.
     *  @param tensors  not modified
     *  @param metadata free texts, not modified */
    public static Archive.Content content(Map<String, Entry> tensors, Map<String, String> metadata) {
        return SafetensorsWriter.content(tensors, metadata, Dtype.F32);
    }

    /** Reads and checks the header.
     *  @throws CheckpointException where the file is anything but a whole safetensors file */
    public static Safetensors read(Path file) {
        try {
            InputFiles.requireFile(file, "a safetensors file");
        } catch (InputException e) {
            throw new CheckpointException(e.getMessage(), e);
        }
        return read(ByteSource.of(file));
    }

    static Safetensors read(ByteSource source) {
        Path file = source.file();
        try (InputStream in = source.from(0)) {
            long size = source.size();
            if (size < Long.BYTES) {
                throw new CheckpointException(file + " must start with 8 bytes that give the length of its header, got " + size
                        + " bytes in all; save or download the file again");
            }
            long length = ByteBuffer.wrap(in.readNBytes(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length < 0 || length > size - Long.BYTES || length > HEADER_LIMIT) {
                throw new CheckpointException(file + " must have a header of at most "
                        + Math.min(size - Long.BYTES, HEADER_LIMIT) + " bytes, got a length of " + Long.toUnsignedString(length)
                        + "; save or download the file again");
            }
            byte[] json = in.readNBytes((int) length);
            long dataAt = Long.BYTES + length;
            return new Safetensors(source, dataAt, SafetensorsHeader.parse(file.toString(), json, size - dataAt));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public Path file() {
        return source.file();
    }

    /** In the order of the header. */
    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(header.tensors().keySet());
    }

    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    @Override
    public List<Integer> shape(String name) {
        return tensor(name).shape();
    }

    /** F32, F16, BF16, I64, ... */
    public String dtype(String name) {
        return tensor(name).dtype().name();
    }

    /** Of an F32, F16 or BF16 tensor. */
    @Override
    public float[] floats(String name) {
        float[] values = new float[tensor(name).count()];
        read(name, values);
        return values;
    }

    /** Of an F32, F16 or BF16 tensor.
     *  @param values as many as the tensor has; modified */
    @Override
    public void read(String name, float[] values) {
        Tensor tensor = tensor(name);
        require(tensor.dtype().isFloat(), name, "F32, F16 or BF16");
        read(tensor, (chunk, at, count) -> tensor.dtype().read(chunk, values, at, count));
    }

    /** The numbers of an I64 or I32 tensor, row-major, in a new array. */
    public long[] longs(String name) {
        Tensor tensor = tensor(name);
        require(tensor.dtype().isInteger(), name, "I64 or I32");
        long[] values = new long[tensor.count()];
        read(tensor, (chunk, at, count) -> tensor.dtype().read(chunk, values, at, count));
        return values;
    }

    private Tensor tensor(String name) {
        Tensor tensor = header.tensors().get(name);
        if (tensor == null) {
            throw new CheckpointException(file() + " holds no tensor '" + name + "'; it holds " + names().size()
                    + names().stream().findFirst().map(first -> ", the first is '" + first + "'").orElse(""));
        }
        return tensor;
    }

    private void require(boolean met, String name, String wanted) {
        if (!met) {
            throw new CheckpointException(file() + ": tensor '" + name + "' must be " + wanted + ", got " + dtype(name)
                    + "; convert the file first");
        }
    }

    /** Takes the numbers of a tensor piece by piece. */
    @FunctionalInterface
    private interface ChunkReader {
        /** @param at index of the chunk's first number */
        void take(ByteBuffer chunk, int at, int count);
    }

    private void read(Tensor tensor, ChunkReader reader) {
        long bytes = tensor.end() - tensor.begin();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, bytes)).order(ByteOrder.LITTLE_ENDIAN);
        try (InputStream in = source.from(dataAt + tensor.begin())) {
            for (long done = 0; done < bytes; done += buffer.limit()) {
                buffer.clear().limit((int) Math.min(CHUNK, bytes - done));
                if (in.readNBytes(buffer.array(), 0, buffer.limit()) < buffer.limit()) {
                    throw new EOFException();
                }
                reader.take(buffer, (int) (done / tensor.dtype().bytes), buffer.limit() / tensor.dtype().bytes);
            }
        } catch (IOException e) {
            throw unreadable(file(), e);
        }
    }

    private static CheckpointException unreadable(Path file, IOException e) {
        return new CheckpointException(file + " cannot be read (" + (e instanceof EOFException
                ? "it became shorter while it was read" : e.getMessage()) + "); check the file and its disk", e);
    }
}
