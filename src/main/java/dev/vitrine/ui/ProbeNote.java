package dev.vitrine.ui;

import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.Prompts;
import dev.vitrine.ui.control.Numbers;
import java.util.List;
import java.util.stream.Collectors;

/** What a person should know about a text before the model reads it: what is cut, and what the vocabulary lacks. */
final class ProbeNote {
    private static final int NAMED = 8;

    private ProbeNote() {
    }

    /** Empty if the model reads all of the text as it stands. */
    static String of(Session session, String text) {
        ModelService model = session.model();
        if (model == null || text == null) {
            return "";
        }
        Tokenizer tokenizer = model.tokenizer();
        int tokens = Prompts.start(tokenizer, text).length;
        int context = model.sizes(model.type()).contextLength();
        String cut = tokens <= context ? "" : session.text("attention.probe.cut", Numbers.integer(tokens), Numbers.integer(context),
                Numbers.integer((long) tokens - context));
        return (cut + " " + unknown(session, tokenizer.unknown(text))).strip();
    }

    private static String unknown(Session session, List<String> pieces) {
        if (pieces.isEmpty()) {
            return "";
        }
        String named = pieces.stream().limit(NAMED).map(p -> "‘" + p + "’").collect(Collectors.joining(", "));
        return session.text(pieces.size() > NAMED ? "attention.probe.unknown.more" : "attention.probe.unknown", named,
                Numbers.integer(pieces.size() - (long) NAMED));
    }
}
