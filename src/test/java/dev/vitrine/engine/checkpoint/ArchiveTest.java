package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchiveTest {
    private static final int LIMIT = 1000;
    private static final Map<String, Safetensors.Entry> TENSORS = Map.of("w", new Safetensors.Entry(List.of(2, 2),
            new float[] {1, -0f, Float.MIN_VALUE, 3.3f}));

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("run.bin");
    }

    private void save(int version) {
        Map<String, Archive.Content> contents = new LinkedHashMap<>();
        contents.put("run.json", Archive.text("{\"a\": 1}"));
        contents.put("state.safetensors", Safetensors.content(TENSORS, Map.of("kind", "test")));
        Archive.write(file, "test-run", version, contents);
    }

    @Test
    void entriesComeBackAsTheyWereWritten() {
        save(1);
        try (Archive archive = Archive.open(file, "test-run", 1)) {
            assertThat(archive.names()).containsExactly("manifest.json", "run.json", "state.safetensors");
            assertThat(new String(archive.bytes("run.json", LIMIT), StandardCharsets.UTF_8)).isEqualTo("{\"a\": 1}");
            Safetensors state = archive.tensors("state.safetensors");
            assertThat(state.floats("w")).containsExactly(TENSORS.get("w").values());
            assertThat(state.metadata()).containsEntry("kind", "test");
            assertThat(state.file()).isEqualTo(file.resolve("state.safetensors"));
        }
    }

    @Test
    void anEntryHoldsExactlyTheBytesOfTheFile() throws IOException {
        save(1);
        Path alone = folder.resolve("alone.safetensors");
        Safetensors.write(alone, TENSORS, Map.of("kind", "test"));
        try (Archive archive = Archive.open(file, "test-run", 1)) {
            assertThat(archive.bytes("state.safetensors", LIMIT)).isEqualTo(Files.readAllBytes(alone));
        }
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        save(1);
        byte[] first = Files.readAllBytes(file);
        save(1);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "test-run | 2 | ' was saved by a newer Vitrine: it has version 2 of the format test-run, and this program reads up to version 1; use the newer program'",
        "test-run | 0 | ': version must be a whole number above 0, got the number 0; save or copy the file again'",
        "other    | 1 | ': format must be ''other'', got the string \"test-run\"; give a file of that format'",
    })
    void anotherFormatOrANewerVersionIsRefused(String format, int version, String sentence) {
        save(version);
        assertThatThrownBy(() -> Archive.open(file, format, 1)).isInstanceOf(CheckpointException.class).hasMessage(file + sentence);
    }

    @Test
    void anEntryWithOtherBytesIsRefusedBeforeItIsUsed() throws IOException {
        save(1);
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("{\"a\"");
        bytes[at + 2] ^= 1;
        Files.write(file, bytes);
        try (Archive archive = Archive.open(file, "test-run", 1)) {
            assertThatThrownBy(() -> archive.bytes("run.json", LIMIT)).isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith(file + " has other bytes in 'run.json' than were saved: its checksum is ");
        }
    }

    @Test
    void aFileThatEndsTooEarlyIsRefusedWhereverItIsCut() throws IOException {
        save(1);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length += 7) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Archive.open(file, "test-run", 1)).isInstanceOf(CheckpointException.class)
                    .message().startsWith(file + " is not a whole file of the format test-run (").doesNotContain("\n");
        }
    }

    @Test
    void whatIsLargerThanAllowedOrNotThereIsRefused() {
        save(1);
        try (Archive archive = Archive.open(file, "test-run", 1)) {
            assertThatThrownBy(() -> archive.bytes("run.json", 5)).hasMessageStartingWith(file + " has 8 bytes in 'run.json', but at most 5 are read");
            assertThatThrownBy(() -> archive.tensors("none")).hasMessage(file
                    + " holds no 'none'; it holds manifest.json, run.json, state.safetensors; save or copy it again");
        }
        assertThatThrownBy(() -> Archive.open(folder.resolve("no"), "test-run", 1)).isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("there is no file ");
    }

    @Test
    void compressedEntriesAreRefused() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(new byte[100]);
        }
        refused(" must have entries that are stored as they are, but 'manifest.json' is compressed");
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (String name : List.of("aa.json", "bb.json")) {
                ZipEntry entry = new ZipEntry(name);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(0);
                entry.setCrc(new CRC32().getValue());
                zip.putNextEntry(entry);
            }
            zip.finish();
        }
        Files.write(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).replace("bb.json", "aa.json")
                .getBytes(StandardCharsets.ISO_8859_1));
        refused(" has two entries 'aa.json'");
    }

    @Test
    void encryptedEntriesAreRefused() throws IOException {
        save(1);
        byte[] bytes = Files.readAllBytes(file);
        int central = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        bytes[central + 8] |= 1;   // the flag of encryption
        Files.write(file, bytes);
        refused(" is not a whole file of the format test-run (");
    }

    private void refused(String sentence) {
        assertThatThrownBy(() -> Archive.open(file, "test-run", 1)).isInstanceOf(CheckpointException.class)
                .message().startsWith(file + sentence).doesNotContain("\n");
    }
}
