package dev.vitrine.engine.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text as words and the white space between them, to be changed word by word. */
final class Words {
    private static final Pattern PART = Pattern.compile("\\s+|\\S+");
    /** A word of letters and the sign after it. The marks of chat templates (User:, [INST], <|im_end|>) are none. */
    private static final Pattern PLAIN = Pattern.compile("(\\p{L}[\\p{L}\\p{M}'’-]*+)([.,;!?]?)");

    private final List<String> parts = new ArrayList<>();

    Words(String text) {
        Matcher all = PART.matcher(text);
        while (all.find()) {
            parts.add(all.group());
        }
    }

    /** Places of the plain words. */
    List<Integer> plain() {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (PLAIN.matcher(parts.get(i)).matches()) {
                places.add(i);
            }
        }
        return places;
    }

    /** A plain word without the sign after it. */
    String word(int place) {
        Matcher plain = PLAIN.matcher(parts.get(place));
        return plain.matches() ? plain.group(1) : parts.get(place);
    }

    /** Changes the word and leaves the sign after it. */
    void change(int place, UnaryOperator<String> change) {
        String word = word(place);
        parts.set(place, change.apply(word) + parts.get(place).substring(word.length()));
    }

    /** Leaves a word out, with the white space before it, or after the first; a sign after it stays. */
    void drop(int place) {
        String sign = parts.get(place).substring(word(place).length());
        parts.set(place, sign);
        if (place > 0) {
            parts.set(place - 1, "");
        } else if (parts.size() > 1) {
            parts.set(1, "");
        }
    }

    @Override
    public String toString() {
        return String.join("", parts);
    }
}
