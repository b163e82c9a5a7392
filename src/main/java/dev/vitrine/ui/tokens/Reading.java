package dev.vitrine.ui.tokens;

import dev.vitrine.engine.text.Span;
import dev.vitrine.engine.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A text as a tokenizer reads it.
 *
 * @param name      of the tokenizer
 * @param tokenizer which it is
 * @param text      the text
 * @param spans     its tokens with their characters
 */
record Reading(String name, Tokenizer tokenizer, String text, List<Span> spans) {
    static Reading of(String name, Tokenizer tokenizer, String text) {
        return new Reading(name, tokenizer, text, tokenizer.spans(text));
    }

    int tokens() {
        return spans.size();
    }

    /** Stretches without white space. */
    int words() {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    int bytes() {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    double tokensPerWord() {
        return words() == 0 ? 0 : (double) tokens() / words();
    }

    double bytesPerToken() {
        return tokens() == 0 ? 0 : (double) bytes() / tokens();
    }

    /** Tokens that stand for what the vocabulary lacks. */
    int unknown() {
        int unknown = tokenizer.unknownId();
        return unknown < 0 ? 0 : (int) spans.stream().filter(s -> s.id() == unknown).count();
    }

    List<String> shown() {
        return spans.stream().map(s -> tokenizer.token(s.id())).toList();
    }

    List<String> ids() {
        return spans.stream().map(s -> Integer.toString(s.id())).toList();
    }

    /** The token that a character belongs to; null where there is none. */
    Integer at(int character) {
        for (int i = 0; i < spans.size(); i++) {
            if (spans.get(i).begin() <= character && character < spans.get(i).end()) {
                return i;
            }
        }
        return null;
    }
}
