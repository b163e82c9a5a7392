package dev.vitrine.engine.data.source;

import dev.vitrine.engine.Defaulted;
import dev.vitrine.engine.data.ChatTemplates;

/**
 * What of a file is read.
 *
 * @param field    key of an object or name of a column that holds the text
 * @param template name in {@link ChatTemplates}, for chats given as messages, or as a prompt and an answer
 */
@Defaulted
public record ReadConfig(String field, String template) {
    public static final ReadConfig DEFAULT = new ReadConfig("text", ChatTemplates.DIALOG);

    public ReadConfig {
        if (field == null || field.isBlank()) {
            throw new IllegalArgumentException("field must name a key or a column, such as 'text'");
        }
        ChatTemplates.REGISTRY.get(template);
    }
}
