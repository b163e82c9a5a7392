package dev.vitrine.engine.data;

import dev.vitrine.engine.Registry;

/** Every chat template, by name. To add one: write the class, add the line. */
public final class ChatTemplates {
    /** The template of {@link Chat}, which ships with the chats of this program. */
    public static final String DIALOG = "dialog";

    public static final Registry<ChatTemplate> REGISTRY = new Registry<ChatTemplate>("chat template")
            .add(DIALOG, new Dialog())
            .add("chatml", new ChatMl())
            .add("llama2", new Llama2())
            .add("plain", new PlainChat());

    private ChatTemplates() {
    }
}
