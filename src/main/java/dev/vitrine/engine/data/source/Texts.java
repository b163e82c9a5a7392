package dev.vitrine.engine.data.source;

import dev.vitrine.engine.data.ChatTemplate;
import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.data.Message;
import java.util.List;

/** Makes texts of what a file holds, cleans them and hands them on; what is no text is refused with its place. */
final class Texts {
    private static final String END = "</s>";

    private final TextSink sink;
    private final String file;
    private final String unit;
    private final ReadConfig config;
    private final ChatTemplate template;

    /** @param unit what the file is counted in */
    Texts(TextSink sink, String file, String unit, ReadConfig config) {
        this.sink = sink;
        this.file = file;
        this.unit = unit;
        this.config = config;
        this.template = ChatTemplates.REGISTRY.get(config.template());
    }

    String field() {
        return config.field();
    }

    /** A text as it stands in the file. */
    boolean plain(String raw, long number) {
        if (!wellFormed(raw)) {
            return refused(number, Refusal.SHAPE, "must be a string of whole characters, got half a surrogate pair; correct it");
        }
        String value = cleaned(raw);
        return value.isEmpty() ? refused(number, Refusal.EMPTY, "is empty")
                : sink.text(new Text(value, template.answerBegin(value), place(number)));
    }

    /** A chat: its last answer counts, and what stands before it is its prompt. */
    boolean chat(List<Message> messages, long number) {
        if (messages.size() < 2 || !messages.getLast().role().equals(Message.ASSISTANT)
                || !messages.get(messages.size() - 2).role().equals(Message.USER)) {
            return refused(number, Refusal.SHAPE, "must end with a message of the user and an answer of the assistant; add what is missing");
        }
        if (!messages.stream().allMatch(m -> wellFormed(m.content()))) {
            return refused(number, Refusal.SHAPE, "must hold strings of whole characters, got half a surrogate pair; correct it");
        }
        String answer = cleaned(messages.getLast().content());
        if (answer.isEmpty()) {
            return refused(number, Refusal.EMPTY, "has an empty answer");
        }
        String prompt = template.prompt(messages.subList(0, messages.size() - 1));
        return sink.text(new Text(prompt + template.answer(answer), prompt.length(), place(number)));
    }

    boolean refused(long number, Refusal refusal, String reason) {
        return sink.refused(place(number), refusal, reason);
    }

    private Place place(long number) {
        return new Place(file, unit, number);
    }

    private static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            }
        }
        return true;
    }

    private static String cleaned(String text) {
        String stripped = text.strip();
        return stripped.endsWith(END) ? stripped.substring(0, stripped.length() - END.length()).strip() : stripped;
    }
}
