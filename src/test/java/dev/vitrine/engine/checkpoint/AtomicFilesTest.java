package dev.vitrine.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFilesTest {
    @TempDir
    private Path folder;

    private static void write(Path target, String content) {
        AtomicFiles.write(target, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesANewFileAndReplacesAnOldOne() throws IOException {
        Path target = folder.resolve("a b.bin");
        write(target, "one");
        assertThat(target).hasContent("one");
        write(target, "two");
        assertThat(target).hasContent("two");
        assertThat(names()).containsExactly("a b.bin");
    }

    @Test
    void theOldFileIsThereUntilTheNewOneIsWhole() {
        Path target = folder.resolve("a");
        write(target, "old");
        AtomicFiles.write(target, out -> {
            out.write(new byte[200_000]);
            assertThat(target).hasContent("old");
        });
        assertThat(target).hasSize(200_000);
    }

    @Test
    void afterAFailureTheOldFileStaysAndNothingIsLeftBeside() throws IOException {
        Path target = folder.resolve("a");
        write(target, "old");
        assertThatThrownBy(() -> AtomicFiles.write(target, out -> {
            out.write(new byte[200_000]);
            throw new IOException("disk full");
        })).isInstanceOf(CheckpointException.class)
                .hasMessage(target + " could not be written (disk full); check the disk and the folder " + folder);
        assertThatThrownBy(() -> AtomicFiles.write(target, out -> {
            throw new IllegalStateException("of the writer");
        })).isInstanceOf(IllegalStateException.class).hasMessage("of the writer");
        assertThat(target).hasContent("old");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void aTemporaryFileOfAnotherWriterIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve(".a.0.tmp"), "other");
        write(folder.resolve("a"), "mine");
        assertThat(names()).containsExactly(".a.0.tmp", "a");
        assertThat(folder.resolve(".a.0.tmp")).hasContent("other");
    }

    @Test
    void anInterruptedThreadStillWrites() {
        Path target = folder.resolve("a");
        Thread.currentThread().interrupt();
        write(target, "whole");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(target).hasContent("whole");
    }

    @Test
    void aFolderThatIsMissingOrNoFolderIsNamed() throws IOException {
        Path missing = folder.resolve("no");
        assertThatThrownBy(() -> write(missing.resolve("a"), "x")).isInstanceOf(CheckpointException.class)
                .hasMessage(missing.resolve("a") + " cannot be written: there is no folder " + missing + "; make it or choose another");
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> write(file.resolve("a"), "x")).hasMessageContaining("there is no folder " + file);
        assertThatThrownBy(() -> write(folder, "x")).hasMessage(folder + " is a folder; give the path of a file to write");
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamed() {
        Path locked = folder.resolve("locked");
        assumeThat(locked.toFile().mkdir() && locked.toFile().setWritable(false)).isTrue();
        assumeThat(Files.isWritable(locked)).as("an administrator may write anywhere").isFalse();
        assertThatThrownBy(() -> write(locked.resolve("a"), "x")).isInstanceOf(CheckpointException.class)
                .hasMessage(locked.resolve("a") + " cannot be written: you may not write to the folder " + locked + "; choose another");
    }

    @Test
    void aFileInTheWorkingFolderNeedsNoFolderInItsName() throws IOException {
        Path target = Path.of("atomic-files-test.tmp");
        try {
            write(target, "x");
            assertThat(target).hasContent("x");
        } finally {
            Files.deleteIfExists(target);
        }
    }
}
