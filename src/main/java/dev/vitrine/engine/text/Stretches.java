package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text at the literal special tokens, before anything else is done to it. */
final class Stretches {
    private static final Pattern SPECIAL = Pattern.compile(Pattern.quote(Vocabulary.END) + "|" + Pattern.quote(Vocabulary.UNKNOWN));

    private Stretches() {
    }

    /** Special tokens and the text between them, nothing left out but empty stretches. */
    static List<String> of(String text) {
        List<String> stretches = new ArrayList<>();
        Matcher special = SPECIAL.matcher(text);
        int from = 0;
        while (special.find()) {
            add(text.substring(from, special.start()), stretches);
            stretches.add(special.group());
            from = special.end();
        }
        add(text.substring(from), stretches);
        return stretches;
    }

    static boolean isSpecial(String stretch) {
        return stretch.equals(Vocabulary.END) || stretch.equals(Vocabulary.UNKNOWN);
    }

    private static void add(String stretch, List<String> stretches) {
        if (!stretch.isEmpty()) {
            stretches.add(stretch);
        }
    }
}
