package dev.vitrine.ui.generate;

import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.TokenText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a person should know of how the model reads the prompt, a sentence each. */
final class PromptNotes {
    private static final int NAMED = 8;

    private PromptNotes() {
    }

    static String of(Session session, Tokenizer tokenizer, Prompt from, int context) {
        String prompt = from.shown();
        int[] ids = from.ids();
        List<String> notes = new ArrayList<>();
        if (prompt.isEmpty()) {
            notes.add(session.text("generate.prompt.empty"));
        }
        List<String> unknown = tokenizer.unknown(prompt);
        if (!unknown.isEmpty()) {
            String names = unknown.stream().limit(NAMED).map(u -> "‘" + TokenText.visible(u) + "’").collect(Collectors.joining(", "));
            notes.add(session.text("generate.prompt.unknown",
                    unknown.size() > NAMED ? session.text("generate.prompt.more", names, Numbers.integer(unknown.size() - NAMED)) : names,
                    tokenizer.token(tokenizer.unknownId())));
        }
        if (ids.length > context) {
            notes.add(session.text("generate.prompt.long", Numbers.integer(ids.length),
                    Numbers.integer(context)));
        }
        return String.join(" ", notes);
    }
}
