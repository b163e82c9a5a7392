package dev.vitrine.engine.text;

/** Somebody ended the training of a tokenizer. */
public final class TokenizerCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokenizerCancelledException() {
        super("the training of the tokenizer was cancelled");
    }
}
