package dev.vitrine.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in words: the exceptions for the commonest reasons say nothing but its name. */
public final class Reason {
    private Reason() {
    }

    public static String of(Exception e) {
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return of(cause);
        }
        if (e instanceof AccessDeniedException denied) {
            return "access to " + denied.getFile() + " is denied";
        }
        if (e instanceof NoSuchFileException gone) {
            return "there is no " + gone.getFile();
        }
        if (e instanceof EOFException) {
            return "it ends too early";
        }
        String said = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }
}
