package dev.vitrine.engine.data;

import java.util.List;

/** How a chat is written as one text, the same for training and for generation. */
public interface ChatTemplate {
    /** All up to where the next answer begins.
     *  @param messages not modified; the last is what is to be answered */
    String prompt(List<Message> messages);

    /** An answer as it stands after its prompt. The end token follows. */
    String answer(String text);

    /** Where in a text that is so written, as it stands, its last answer begins; 0 if it is no chat. */
    int answerBegin(String text);
}
