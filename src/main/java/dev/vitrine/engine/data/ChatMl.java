package dev.vitrine.engine.data;

import java.util.List;
import java.util.stream.Collectors;

/** OpenAI's ChatML: {@code <|im_start|>role}, a new line, the content, {@code <|im_end|>}. */
final class ChatMl implements ChatTemplate {
    private static final String BEGIN = "<|im_start|>";
    private static final String END = "<|im_end|>";
    private static final String ANSWER = BEGIN + Message.ASSISTANT + "\n";

    @Override
    public String prompt(List<Message> messages) {
        return messages.stream().map(m -> BEGIN + m.role() + "\n" + m.content() + END + "\n").collect(Collectors.joining()) + ANSWER;
    }

    @Override
    public String answer(String text) {
        return text + END;
    }

    @Override
    public int answerBegin(String text) {
        return Marks.after(text, ANSWER);
    }
}
