package dev.vitrine.training.metrics;

import dev.vitrine.engine.checkpoint.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every row as scalars in the one event file of a run; cut and continued where a run goes on. */
final class TensorBoardEvents implements MetricFile {
    private static final String PREFIX = "events.out.tfevents.";
    private static final String SUFFIX = ".vitrine";
    private static final int MOST = 1 << 20;   // bytes of an event of ours: far more than it has

    private final Path file;
    private final OutputStream out;
    private final Clock clock;

    private TensorBoardEvents(Path file, OutputStream out, Clock clock) {
        this.file = file;
        this.out = out;
        this.clock = clock;
    }

    static MetricFile open(Path folder, int from, Clock clock) throws IOException {
        List<Path> before = ours(folder);
        Path file = from > 0 && !before.isEmpty() ? before.getLast()
                : folder.resolve(PREFIX + String.format("%010d", clock.millis() / 1000) + SUFFIX);
        AtomicFiles.write(file, out -> {
            out.write(EventRecord.version(clock.millis() / 1000.0));
            if (from > 0 && Files.exists(file)) {
                keep(file, from, out);
            }
        });
        for (Path other : before) {
            if (!other.equals(file)) {
                Files.delete(other);
            }
        }
        return new TensorBoardEvents(file, new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND)), clock);
    }

    private static List<Path> ours(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(PREFIX) && f.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
        }
    }

    /** Copies the events before a step, up to the first record that is not whole. */
    private static void keep(Path file, int from, OutputStream out) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (Optional<byte[]> record = record(in); record.isPresent(); record = record(in)) {
                byte[] bytes = record.get();
                int step = EventRecord.step(Arrays.copyOfRange(bytes, EventRecord.HEADER, bytes.length - EventRecord.FOOTER));
                if (step >= 0 && step < from) {
                    out.write(bytes);
                }
            }
        }
    }

    private static Optional<byte[]> record(InputStream in) throws IOException {
        byte[] header = in.readNBytes(EventRecord.HEADER);
        if (header.length < EventRecord.HEADER) {
            return Optional.empty();
        }
        ByteBuffer start = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        long length = start.getLong();
        if (start.getInt() != EventRecord.crc(header, 0, 8) || length < 0 || length > MOST) {
            return Optional.empty();
        }
        byte[] rest = in.readNBytes((int) length + EventRecord.FOOTER);
        if (rest.length < length + EventRecord.FOOTER || ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN).getInt((int) length)
                != EventRecord.crc(rest, 0, (int) length)) {
            return Optional.empty();
        }
        return Optional.of(ByteBuffer.allocate(header.length + rest.length).put(header).put(rest).array());
    }

    @Override
    public void row(MetricRow row) throws IOException {
        out.write(EventRecord.scalars(clock.millis() / 1000.0, row.step(), row.numbers()));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
