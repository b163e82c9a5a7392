package dev.vitrine.engine.checkpoint;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are replaced as a whole: whoever looks finds the old content or the new one, after a power cut too. */
public final class AtomicFiles {
    /** Takes something and may fail as files do. */
    @FunctionalInterface
    public interface ThrowingConsumer<T> {
        void accept(T t) throws IOException;
    }

    private AtomicFiles() {
    }

    /**
     * Writes beside the target, forces it to the disk, then renames. Where anything fails, the content included, the target
     * stays as it was and nothing is left beside it.
     *
     * @param content writes to a buffered stream, which it need not close
     * @throws CheckpointException where the file system refuses; what else the content throws is passed on
     */
    public static void write(Path target, ThrowingConsumer<OutputStream> content) {
        Path folder = target.toAbsolutePath().normalize().getParent();
        check(target, folder);
        try {
            Path temporary = newFile(folder, "." + target.getFileName());
            try {
                fill(temporary, content);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);   // is there only where something failed
            }
        } catch (IOException e) {
            throw new CheckpointException(target + " could not be written (" + reason(e) + "); check the disk and the folder "
                    + folder, e);
        }
    }

    /** The same for a text, in UTF-8. */
    public static void write(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void check(Path target, Path folder) {
        if (folder == null || Files.isDirectory(target)) {
            throw new CheckpointException(target + " is a folder; give the path of a file to write");
        }
        if (!Files.isDirectory(folder)) {
            throw new CheckpointException(target + " cannot be written: there is no folder " + folder
                    + "; make it or choose another");
        }
        if (!Files.isWritable(folder)) {
            throw new CheckpointException(target + " cannot be written: you may not write to the folder " + folder
                    + "; choose another");
        }
    }

    /** Made plainly, as {@code createTempFile} would make a file that only its owner may read. */
    private static Path newFile(Path folder, String name) throws IOException {
        for (int i = 0; ; i++) {
            try {
                return Files.createFile(folder.resolve(name + "." + i + ".tmp"));
            } catch (FileAlreadyExistsException e) {
                // another writer's, or left by a power cut: take the next name
            }
        }
    }

    /** Not through a channel: that would be closed by an interrupt of the writing thread. */
    private static void fill(Path file, ThrowingConsumer<OutputStream> content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
            content.accept(buffered);
            buffered.flush();
            out.getFD().sync();
        }
    }

    /** The message of a file system's exception may be no more than a path: its class then says what happened. */
    private static String reason(IOException e) {
        if (e instanceof FileSystemException f) {
            return f.getReason() != null ? f.getReason() : e.getClass().getSimpleName().replace("Exception", "") + " " + f.getFile();
        }
        return String.valueOf(e.getMessage());
    }
}
