package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class ReasonTest {
    @Test
    void everyReasonIsInWords() {
        assertThat(Reason.of(new AccessDeniedException("a.txt"))).isEqualTo("access to a.txt is denied");
        assertThat(Reason.of(new UncheckedIOException(new NoSuchFileException("b.txt")))).isEqualTo("there is no b.txt");
        assertThat(Reason.of(new FileSystemException("c.txt", null, "No space left on device"))).isEqualTo("No space left on device");
        assertThat(Reason.of(new IOException("Stream closed"))).isEqualTo("Stream closed");
    }
}
