package dev.vitrine.engine;

/** Something from outside (a file, a name, a size) cannot be used. The message is one sentence for the person who gave it. */
public class InputException extends IllegalArgumentException {
    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
