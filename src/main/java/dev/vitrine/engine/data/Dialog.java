package dev.vitrine.engine.data;

import dev.vitrine.engine.text.WordTokenizer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code User: question Assistant: answer}, in one line with single spaces: see {@link Chat}. */
final class Dialog implements ChatTemplate {
    private static final Map<String, String> NAMES = Map.of(Message.SYSTEM, "System: ", Message.USER, "User: ", Message.ASSISTANT, "Assistant: ");

    @Override
    public String prompt(List<Message> messages) {
        return messages.stream().map(m -> NAMES.get(m.role()) + WordTokenizer.normalise(m.content()) + " ").collect(Collectors.joining())
                + "Assistant:";
    }

    @Override
    public String answer(String text) {
        return " " + WordTokenizer.normalise(text);
    }

    @Override
    public int answerBegin(String text) {
        return Chat.answerBegin(text);
    }
}
