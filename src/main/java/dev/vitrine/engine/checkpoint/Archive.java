package dev.vitrine.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Several files in one: a ZIP file whose entries are stored as they are, which any ZIP program opens. Its first entry,
 * {@code manifest.json}, holds {@code {"format": "vitrine-model", "version": 1}}.
 *
 * <pre>
 * Archive.write(file, "vitrine-run", 1, Map.of(              // atomic; the map's order is the file's
 *         "run.json", Archive.text(json),
 *         "state.safetensors", Safetensors.content(tensors, Map.of())));
 *
 * try (Archive archive = Archive.open(file, "vitrine-run", 1)) {
 *     byte[] json = archive.bytes("run.json", LIMIT);
 *     Safetensors state = archive.tensors("state.safetensors");   // reads while the archive is open
 *     float[] values = state.floats("param.embed.wte");
 * }
 * </pre>
 *
 * The CRC-32 of an entry is checked when it is asked for, before any of it is used. Nothing is ever unpacked to a disk, and an entry's
 * name is only compared. The same content gives the same bytes: entries have one fixed date.
 */
public final class Archive implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    private static final int MANIFEST_LIMIT = 1 << 16;
    private static final int MOST_ENTRIES = 1000;
    private static final int CHUNK = 1 << 18;   // bytes
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);   // in the first month of ZIP's it would carry a time zone

    /** What an entry holds. It is asked twice, for its checksum and for the file, and writes the same bytes each time. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    private Archive(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    public static Content text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return out -> out.write(bytes);
    }

    /** Replaces the file as a whole.
     *  @param contents by name; not modified */
    public static void write(Path file, String format, int version, Map<String, Content> contents) {
        Map<String, Content> all = new LinkedHashMap<>();
        all.put(MANIFEST, text(JsonNodeFactory.instance.objectNode().put("format", format).put("version", version) + "\n"));
        all.putAll(contents);
        AtomicFiles.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, Content> content : all.entrySet()) {
                zip.putNextEntry(entry(content.getKey(), content.getValue()));
                content.getValue().writeTo(zip);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static ZipEntry entry(String name, Content content) throws IOException {
        Checksum sum = new Checksum();
        content.writeTo(sum);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(DATE);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(sum.size);
        entry.setCompressedSize(sum.size);
        entry.setCrc(sum.crc.getValue());
        return entry;
    }

    /**
     * Reads and checks the list of entries and the manifest.
     *
     * @param version newest that the caller reads, of a format whose versions begin with 1
     * @throws CheckpointException where the file is not a whole archive of this format, or newer
     */
    public static Archive open(Path file, String format, int version) {
        try {
            InputFiles.requireFile(file, "a file of the format " + format);
        } catch (InputException e) {
            throw new CheckpointException(e.getMessage(), e);
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException e) {
            throw new CheckpointException(file + " is not a whole file of the format " + format + " (" + e.getMessage()
                    + "); save or copy it again", e);
        }
        Archive archive = new Archive(file, zip);
        try {
            archive.list();
            archive.checkManifest(format, version);
            return archive;
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private void list() {
        List<? extends ZipEntry> listed = new ArrayList<>(Collections.list(zip.entries()));
        if (listed.size() > MOST_ENTRIES) {
            throw refused("must have at most " + MOST_ENTRIES + " entries, got " + listed.size());
        }
        for (ZipEntry entry : listed) {
            if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
                throw refused("must have entries that are stored as they are, but '" + entry.getName() + "' is compressed");
            }
            if (entries.put(entry.getName(), entry) != null) {
                throw refused("has two entries '" + entry.getName() + "'");
            }
        }
    }

    private void checkManifest(String format, int version) {
        String source = file.resolve(MANIFEST).toString();
        JsonNode manifest = InputFiles.json(source, InputFiles.utf8(source, bytes(MANIFEST, MANIFEST_LIMIT)));
        Formats.check(file, manifest.path("format"), manifest.path("version"), format, version);
    }

    /** Names of the entries in the file's order, the manifest among them. */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** All of an entry. @param limit most bytes that are taken into memory */
    public byte[] bytes(String name, int limit) {
        ZipEntry entry = checked(name);
        if (entry.getSize() > limit) {
            throw refused("has " + entry.getSize() + " bytes in '" + name + "', but at most " + limit + " are read");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** An entry that is a safetensors file. Its numbers are read when they are asked for, while this archive is open. */
    public Safetensors tensors(String name) {
        ZipEntry entry = checked(name);
        return Safetensors.read(new ByteSource() {
            @Override
            public Path file() {
                return file.resolve(name);
            }

            @Override
            public long size() {
                return entry.getSize();
            }

            @Override
            public InputStream from(long at) throws IOException {
                InputStream in = zip.getInputStream(entry);
                in.skipNBytes(at);   // a seek, as the entry is stored
                return in;
            }
        });
    }

    private ZipEntry checked(String name) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw refused("holds no '" + name + "'; it holds " + String.join(", ", entries.keySet()));
        }
        Checksum sum = new Checksum();
        byte[] chunk = new byte[(int) Math.min(CHUNK, entry.getSize() + 1)];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                sum.write(chunk, 0, read);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        if (sum.size != entry.getSize() || sum.crc.getValue() != entry.getCrc()) {
            throw refused("has other bytes in '" + name + "' than were saved: its checksum is "
                    + String.format("%08x", sum.crc.getValue()) + ", not " + String.format("%08x", entry.getCrc()));
        }
        return entry;
    }

    private CheckpointException refused(String what) {
        return new CheckpointException(file + " " + what + "; save or copy it again");
    }

    private CheckpointException unreadable(String name, IOException e) {
        return new CheckpointException(file + " cannot be read at '" + name + "' (" + Reason.of(e) + "); save or copy it again", e);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new CheckpointException(file + " cannot be closed (" + Reason.of(e) + "); check its disk", e);
        }
    }

    /** Counts and sums what is written. */
    private static final class Checksum extends OutputStream {
        private final CRC32 crc = new CRC32();
        private long size;

        @Override
        public void write(int b) {
            crc.update(b);
            size++;
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            crc.update(bytes, from, count);
            size += count;
        }
    }
}
