package dev.vitrine.engine.text;

import java.util.List;

/** One step from tokens, as the vocabulary spells them, to text. */
@FunctionalInterface
interface Decoder {
    /** @param tokens not modified */
    List<String> decode(List<String> tokens);

    /** The other after this one. */
    default Decoder then(Decoder other) {
        return tokens -> other.decode(decode(tokens));
    }
}
