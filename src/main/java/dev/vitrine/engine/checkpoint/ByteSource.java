package dev.vitrine.engine.checkpoint;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes at rest that are read from any place on: a file, or an entry of an {@link Archive}. */
interface ByteSource {
    /** For messages. */
    Path file();

    long size() throws IOException;

    /** From this byte on, at most {@link #size}. Not through a channel: that would be closed by an interrupt of the reading thread. */
    InputStream from(long at) throws IOException;

    static ByteSource of(Path file) {
        return new ByteSource() {
            @Override
            public Path file() {
                return file;
            }

            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public InputStream from(long at) throws IOException {
                FileInputStream in = new FileInputStream(file.toFile());
                in.skipNBytes(at);   // a seek
                return in;
            }
        };
    }
}
