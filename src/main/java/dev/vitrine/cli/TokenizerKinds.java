package dev.vitrine.cli;

import dev.vitrine.engine.text.Tokenizers;
import java.util.ArrayList;

/** For the completion of commands. */
final class TokenizerKinds extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    TokenizerKinds() {
        super(Tokenizers.REGISTRY.names());
    }
}
