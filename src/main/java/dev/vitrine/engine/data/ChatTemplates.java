package dev.vitrine.engine.data;

import dev.vitrine.engine.Registry;

/** Every chat template, by name. To add one: write the class, add the line. */
public final class ChatTemplates {
    /** The template of {@link Chat}, which ships with the chats of this program. */
    public static final String USER_ASSISTANT = "user_assistant";

    public static final Registry<ChatTemplate> REGISTRY = new Registry<ChatTemplate>("chat template")
            .add(USER_ASSISTANT, new UserAssistant())
            .add("chatml", new ChatMl())
            .add("llama2", new Llama2())
            .add("plain", new PlainChat());

    private ChatTemplates() {
    }
}
