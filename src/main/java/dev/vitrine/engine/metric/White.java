package dev.vitrine.engine.metric;

import java.util.List;
import java.util.regex.Pattern;

/** White space as Python's str.split() knows it, which is more than what Java's {@code \s} and strip() do. */
final class White {
    private static final Pattern SPACE = Pattern.compile(
            "[\\t-\\r\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]+");

    private White() {
    }

    /** What stands between white space; nothing of a blank text. */
    static List<String> words(String text) {
        return SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }

    /** The text with none of it. */
    static String removed(String text) {
        return SPACE.matcher(text).replaceAll("");
    }

    /** The text without any at its end. */
    static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && SPACE.matcher(text.substring(end - 1, end)).matches()) {
            end--;
        }
        return text.substring(0, end);
    }
}
