package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;

/** A checkpoint cannot be read or written. The message is one sentence: the file, what was wanted, what came. */
public final class CheckpointException extends InputException {
    private static final int MOST = 2000;   // characters

    public CheckpointException(String message) {
        super(line(message));
    }

    public CheckpointException(String message, Throwable cause) {
        super(line(message), cause);
    }

    /** A name in a file may hold any character. */
    private static String line(String message) {
        return InputFiles.shortened(message, MOST);
    }
}
