package dev.vitrine.engine.text;

import java.util.List;

/** Makes a tokenizer whose vocabulary comes from some texts. The same texts give the same ids. */
@FunctionalInterface
public interface TokenizerTrainer {
    /** @param texts not modified */
    Tokenizer train(List<String> texts);
}
