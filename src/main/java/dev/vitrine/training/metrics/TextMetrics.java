package dev.vitrine.training.metrics;

import dev.vitrine.engine.checkpoint.AtomicFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** A line for each row. A run that goes on from a state goes on after the rows before it: those from it on are cut. */
final class TextMetrics implements MetricFile {
    private final Path file;
    private final Writer out;
    private final Function<MetricRow, String> line;

    /**
     * @param header first line; empty for none
     * @param stepOf the step of a line, or -1 of one that is no row
     */
    TextMetrics(Path file, int from, String header, ToIntFunction<String> stepOf, Function<MetricRow, String> line) throws IOException {
        this.file = file;
        this.line = line;
        cut(file, from, header, stepOf);
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    private static void cut(Path file, int from, String header, ToIntFunction<String> stepOf) throws IOException {
        try (Stream<String> lines = from > 0 && Files.exists(file) ? Files.lines(file, StandardCharsets.ISO_8859_1) : Stream.empty()) {
            AtomicFiles.write(file, stream -> {
                Writer kept = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.ISO_8859_1));
                kept.write(header);
                for (Iterator<String> each = lines.iterator(); each.hasNext();) {
                    String row = each.next();
                    int step = stepOf.applyAsInt(row);
                    if (step >= 0 && step < from) {
                        kept.write(row);
                        kept.write('\n');
                    }
                }
                kept.flush();
            });
        }
    }

    @Override
    public void row(MetricRow row) throws IOException {
        out.write(line.apply(row));
        out.write('\n');
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
