package dev.vitrine.engine.data;

import dev.vitrine.engine.text.WordTokenizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the form {@code User: question Assistant: answer}.
 *
 * @param prompt up to and with the last {@code Assistant:}, as it stands in the line, so that its tokens are the line's first
 * @param answer the rest
 */
public record Chat(String prompt, String answer) {
    private static final Pattern FORM = Pattern.compile("(User ?: ?[^ ].* ?Assistant ?:) ?([^ ].*)");
    private static final Pattern ASSISTANT = Pattern.compile("Assistant\\s?:(?=\\s*\\S)");
    private static final String END = "</s>";

    /** White space is normalised, a space before a colon or none after it does no harm; a closing {@code </s>} is left out. */
    public static Optional<Chat> parse(String line) {
        String text = WordTokenizer.normalise(line);
        Matcher form = FORM.matcher(text.endsWith(END) ? text.substring(0, text.length() - END.length()).strip() : text);
        return form.matches() ? Optional.of(new Chat(form.group(1), form.group(2))) : Optional.empty();
    }

    /** Where in a line, as it stands, its answer begins: after the last {@code Assistant:}; 0 if it is no chat. */
    public static int answerBegin(String line) {
        int begin = 0;
        if (parse(line).isPresent()) {
            Matcher names = ASSISTANT.matcher(line);
            while (names.find()) {
                begin = names.end();
            }
        }
        return begin;
    }

    /** What to give the model so that it answers a question. */
    public static String prompt(String question) {
        return "User: " + WordTokenizer.normalise(question) + " Assistant:";
    }
}
