package dev.vitrine.engine.checkpoint;

import dev.vitrine.engine.InputException;

/** A checkpoint cannot be read or written. The message is one sentence: the file, what was wanted, what came. */
public final class CheckpointException extends InputException {
    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
