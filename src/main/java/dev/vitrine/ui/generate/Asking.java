package dev.vitrine.ui.generate;

import dev.vitrine.engine.data.Chat;
import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Prompts;
import dev.vitrine.ui.SamplingSettings;
import dev.vitrine.ui.Session;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the person asks: the prompt as the model reads it, and in a chat the questions and answers before it. */
final class Asking {
    /** What the prompt is made of. */
    private record Wanted(String typed, boolean chat, boolean remembers, int turns) { }

    private final Session session;
    private final SamplingSettings settings;
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper before = new ReadOnlyStringWrapper("");
    private Conversation conversation = new Conversation(ChatTemplates.DIALOG);
    private Wanted wanted;
    private Prompt prompt = Prompt.NONE;
    private String asked;       // the question that the text answers; null where it answers none

    Asking(Session session) {
        this.session = session;
        settings = session.sampling();
    }

    /** Of another model: with the chats that it is trained on. */
    void open() {
        forget();
        clear();
        conversation = new Conversation(session.service() == null ? ChatTemplates.DIALOG
                : session.service().config().stages().getLast().read().template());
    }

    /** Nothing is asked any more. */
    void forget() {
        prompt = Prompt.NONE;
        wanted = null;
    }

    /** Reads what is typed now; returns whether it is another prompt than before. */
    boolean read(Tokenizer tokenizer, int context) {
        Wanted now = new Wanted(session.promptProperty().get(), settings.chatProperty().get(), settings.remembersProperty().get(),
                conversation.turns().size());
        if (now.equals(wanted)) {
            return false;
        }
        wanted = now;
        prompt = now.chat() ? conversation.prompt(tokenizer, Conversation.question(now.typed()), now.remembers())
                : new Prompt(now.typed(), Prompts.start(tokenizer, now.typed()));
        note.set(PromptNotes.of(session, tokenizer, prompt, context));
        return true;
    }

    Prompt prompt() {
        return prompt;
    }

    /** The text that begins now is the answer. */
    void answer() {
        asked = wanted.chat() ? Conversation.question(wanted.typed()) : null;
    }

    /** The answer to another question becomes a turn of the conversation. */
    void keep(WrittenText text) {
        String question = settings.chatProperty().get() ? Conversation.question(session.promptProperty().get()) : null;
        if (asked != null && question != null && !asked.equals(question) && text.size() > 0) {
            int[] ids = text.path().stream().mapToInt(Twig::token).toArray();
            conversation.add(new Conversation.Turn(asked, text.continuationProperty().get(), ids));
            before.set(conversation.text());
        }
    }

    /** Forgets the questions and answers so far. */
    void clear() {
        conversation.clear();
        before.set("");
        asked = null;
    }

    /** Questions are typed in place of a text's beginning, or the other way. */
    void chat(boolean chat) {
        String question = Conversation.question(session.promptProperty().get());
        session.promptProperty().set(chat ? question : Chat.prompt(question));
        settings.chatProperty().set(chat);
    }

    Conversation conversation() {
        return conversation;
    }

    /** The questions and answers before the present ones, a line each; empty for none. */
    ReadOnlyStringProperty beforeProperty() {
        return before.getReadOnlyProperty();
    }

    /** How the model reads the prompt, where that may surprise. */
    ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }
}
