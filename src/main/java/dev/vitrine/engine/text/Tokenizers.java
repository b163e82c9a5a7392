package dev.vitrine.engine.text;

import dev.vitrine.engine.Registry;
import java.util.Set;

/** Every kind of tokenizer that can be trained. To add one: write the class, add the line. */
public final class Tokenizers {
    public static final Registry<TokenizerTrainer> REGISTRY = new Registry<TokenizerTrainer>("tokenizer")
            .add("char", CharTokenizer::train)
            .add("word", WordTokenizer::train)
            .add("bpe", SubwordTraining::bpe)
            .add("wordpiece", SubwordTraining::wordPiece);
    /** Those whose vocabulary is as large as one wants. */
    private static final Set<String> GROWING = Set.of("bpe", "wordpiece");

    private Tokenizers() {
    }

    /** Whether a kind makes tokens until a vocabulary has the wanted size; the others have as many as there are pieces. */
    public static boolean grows(String kind) {
        return GROWING.contains(kind);
    }
}
