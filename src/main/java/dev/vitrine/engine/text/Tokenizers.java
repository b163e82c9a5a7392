package dev.vitrine.engine.text;

import dev.vitrine.engine.Registry;

/** Every kind of tokenizer that can be trained. To add one: write the class, add the line. */
public final class Tokenizers {
    public static final Registry<TokenizerTrainer> REGISTRY = new Registry<TokenizerTrainer>("tokenizer")
            .add("char", CharTokenizer::train)
            .add("word", WordTokenizer::train);

    private Tokenizers() {
    }
}
