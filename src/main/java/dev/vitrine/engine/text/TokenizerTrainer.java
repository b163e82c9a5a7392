package dev.vitrine.engine.text;

import java.util.List;

/** Makes a tokenizer whose vocabulary comes from some texts. The same texts and settings give the same ids. */
@FunctionalInterface
public interface TokenizerTrainer {
    /** @param texts not modified
     *  @throws TokenizerCancelledException where the progress ends it */
    Tokenizer train(Iterable<String> texts, TokenizerSettings settings, TokenizerProgress progress);

    /** A token for every piece, or a merge as long as there is a pair.
     *  @param texts not modified */
    default Tokenizer train(List<String> texts) {
        return train(texts, TokenizerSettings.UNLIMITED, TokenizerProgress.SILENT);
    }
}
