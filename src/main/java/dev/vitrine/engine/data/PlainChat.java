package dev.vitrine.engine.data;

import java.util.List;
import java.util.stream.Collectors;

/** The messages alone, each on lines of its own. In a text that stands so in a file nothing tells where the answer begins. */
final class PlainChat implements ChatTemplate {
    @Override
    public String prompt(List<Message> messages) {
        return messages.stream().map(m -> m.content() + "\n").collect(Collectors.joining());
    }

    @Override
    public String answer(String text) {
        return text;
    }

    @Override
    public int answerBegin(String text) {
        return 0;
    }
}
