package dev.vitrine.training;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import dev.vitrine.engine.text.TokenizerProgress;
import dev.vitrine.engine.text.TokenizerSettings;
import dev.vitrine.engine.text.Tokenizers;
import java.nio.file.Path;
import java.util.List;

/** The tokenizer of a run on texts: learned from them, or read from a tokenizer.json. */
final class RunTokenizer {
    private static final String FILE = ".json";

    private RunTokenizer() {
    }

    /** Whether the name of a tokenizer is the path of a file. */
    static boolean isFile(String tokenizer) {
        return tokenizer != null && tokenizer.endsWith(FILE);
    }

    /** @param texts not modified */
    static Tokenizer of(RunConfig config, List<String> texts, TokenizerProgress progress) {
        String name = config.tokenizer();
        if (!isFile(name)) {
            VocabularyConfig vocabulary = config.vocabulary();
            return Tokenizers.REGISTRY.get(name).train(texts, Tokenizers.grows(name)
                    ? new TokenizerSettings(vocabulary.size(), vocabulary.minFrequency(), List.of()) : TokenizerSettings.UNLIMITED,
                    progress);
        }
        Tokenizer read = TokenizerJson.read(Path.of(name));
        if (read.endId() < 0) {
            throw new InputException("tokenizer " + name + " has no special token that ends a text, such as </s> or <|endoftext|>; add one"
                    + " to its added_tokens");
        }
        return read;
    }
}
