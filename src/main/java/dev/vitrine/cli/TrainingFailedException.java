package dev.vitrine.cli;

/** A run came to its end without a model that is worth keeping. */
final class TrainingFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingFailedException(String message) {
        super(message);
    }
}
