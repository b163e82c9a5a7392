package dev.vitrine.engine.text;

/** Told how far the training of a tokenizer has come; may end it. */
@FunctionalInterface
public interface TokenizerProgress {
    /** Tells nobody. */
    TokenizerProgress SILENT = (stage, done, all) -> true;

    /** What is being done. */
    enum Stage {
        /** Texts are cut into words, which are counted; done and all are texts, or all is 0 where nobody knows. */
        COUNT,
        /** Tokens are made; done and all are entries of the vocabulary. */
        MERGE
    }

    /** @return whether to go on */
    boolean at(Stage stage, long done, long all);

    /** {@link #at}, ending the training where it says so.
     *  @throws TokenizerCancelledException if it does */
    default void tell(Stage stage, long done, long all) {
        if (!at(stage, done, all)) {
            throw new TokenizerCancelledException();
        }
    }
}
