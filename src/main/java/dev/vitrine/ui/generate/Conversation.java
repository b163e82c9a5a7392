package dev.vitrine.ui.generate;

import dev.vitrine.engine.data.Chat;
import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.data.Message;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.training.Prompts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Questions and answers so far, in the form in which chats are trained. With the template {@code dialog} each question with its
 * answer is a text of its own, {@code User: question Assistant: answer}; other templates write all in one text.
 */
final class Conversation {
    /**
     * One question and what was answered.
     *
     * @param ids of the answer, its end token too; not modified
     */
    record Turn(String question, String answer, int[] ids) {
        /** As it stands in a text that is trained on. */
        String line() {
            return Chat.prompt(question) + " " + answer.strip();
        }
    }

    private static final Pattern FORM = Pattern.compile("\\s*User ?: ?(.*?) ?Assistant ?:\\s*", Pattern.DOTALL);

    private final String template;
    private final List<Turn> turns = new ArrayList<>();

    /** The question alone, of a prompt in chat form; any other prompt is a question as it is. */
    static String question(String prompt) {
        Matcher form = FORM.matcher(prompt);
        return form.matches() ? form.group(1) : prompt;
    }

    /** @param template name in {@link ChatTemplates} */
    Conversation(String template) {
        this.template = template;
    }

    List<Turn> turns() {
        return turns;
    }

    void add(Turn turn) {
        turns.add(turn);
    }

    void clear() {
        turns.clear();
    }

    /** What the model reads to answer a question. @param remembers whether it reads the turns before, too */
    Prompt prompt(Tokenizer tokenizer, String question, boolean remembers) {
        if (!template.equals(ChatTemplates.DIALOG)) {
            List<Message> messages = new ArrayList<>();
            for (Turn turn : remembers ? turns : List.<Turn>of()) {
                messages.add(new Message(Message.USER, turn.question()));
                messages.add(new Message(Message.ASSISTANT, turn.answer().strip()));
            }
            messages.add(new Message(Message.USER, question));
            String text = ChatTemplates.REGISTRY.get(template).prompt(messages);
            return new Prompt(text, Prompts.start(tokenizer, text));
        }
        IntStream ids = IntStream.empty();
        for (Turn turn : remembers ? turns : List.<Turn>of()) {
            ids = IntStream.concat(ids, IntStream.of(Prompts.start(tokenizer, Chat.prompt(turn.question()))));
            boolean ends = turn.ids().length > 0 && turn.ids()[turn.ids().length - 1] == tokenizer.endId();
            ids = IntStream.concat(ids, IntStream.of(turn.ids()).limit(turn.ids().length - (ends ? 1 : 0)));
            if (tokenizer.endId() < 0) {
                ids = IntStream.concat(ids, IntStream.of(tokenizer.encode("\n")));
            }
        }
        String now = Chat.prompt(question);
        return new Prompt(now, IntStream.concat(ids, IntStream.of(Prompts.start(tokenizer, now))).toArray());
    }

    /** All turns, a line each. */
    String text() {
        StringBuilder text = new StringBuilder();
        turns.forEach(t -> text.append(t.line()).append('\n'));
        return text.toString();
    }
}
