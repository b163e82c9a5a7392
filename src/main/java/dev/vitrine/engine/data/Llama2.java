package dev.vitrine.engine.data;

import java.util.List;

/** That of Llama 2 (Touvron and others 2023, arXiv:2307.09288): {@code [INST] question [/INST] answer </s>}, what the system says inside the first question. */
final class Llama2 implements ChatTemplate {
    private static final String ANSWER = "[/INST]";

    @Override
    public String prompt(List<Message> messages) {
        StringBuilder text = new StringBuilder();
        StringBuilder system = new StringBuilder();
        for (Message m : messages) {
            switch (m.role()) {
                case Message.SYSTEM -> system.append("<<SYS>>\n").append(m.content()).append("\n<</SYS>>\n\n");
                case Message.USER -> text.append("[INST] ").append(system).append(m.content()).append(' ').append(ANSWER);
                default -> text.append(' ').append(m.content()).append(" </s>");
            }
            if (m.role().equals(Message.USER)) {
                system.setLength(0);
            }
        }
        return text.toString();
    }

    @Override
    public String answer(String text) {
        return " " + text;
    }

    @Override
    public int answerBegin(String text) {
        return Marks.after(text, ANSWER);
    }
}
