package dev.vitrine.training;

import dev.vitrine.engine.data.Chat;
import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.text.Tokenizer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a model is asked to go on with.
 *
 * @param prompt ids that it is given
 * @param whole  ids of the prompt, the right answer and the end; null where no answer is known
 * @param wanted the right answer, white space normalised; null where none is known
 */
record Question(int[] prompt, int[] whole, String wanted) {
    /** Nothing is asked. */
    static final Question NONE = new Question(null, null, null);

    /** Of a line that has the form of a chat.
     *  @param template name in {@link ChatTemplates} */
    static Optional<Question> of(String line, String template, Tokenizer tokenizer) {
        if (!template.equals(ChatTemplates.DIALOG)) {
            int begin = ChatTemplates.REGISTRY.get(template).answerBegin(line);
            return begin == 0 ? Optional.empty() : Optional.of(new Question(Prompts.start(tokenizer, line.substring(0, begin)),
                    Prompts.line(tokenizer, line), normal(line.substring(begin))));
        }
        return Chat.parse(line).map(chat -> new Question(Prompts.start(tokenizer, chat.prompt()),
                Prompts.line(tokenizer, chat.prompt() + " " + chat.answer()), normal(chat.answer())));
    }

    /** To go on with any line. */
    static Question continuation(String line, Tokenizer tokenizer) {
        return new Question(Prompts.start(tokenizer, line), null, null);
    }

    /** Whether one look at the whole tells if greedy decoding says the answer: the whole begins with the prompt, ends, and its
     *  rest reads as what is wanted. */
    boolean plain(Tokenizer tokenizer) {
        return whole != null && tokenizer.endId() >= 0 && Arrays.mismatch(prompt, whole) == prompt.length
                && normal(tokenizer.decode(Arrays.copyOfRange(whole, prompt.length, whole.length - 1))).equals(wanted);
    }

    static String normal(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
