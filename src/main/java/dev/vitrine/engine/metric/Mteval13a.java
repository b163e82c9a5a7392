package dev.vitrine.engine.metric;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Words of a text as mteval-v13a.pl of NIST cuts them: punctuation stands alone, but an apostrophe and a hyphen stay in their
 * word, and so do a full stop and a comma between digits. Case is kept. The tokenizer {@code 13a} of sacreBLEU.
 */
final class Mteval13a {
    /** All of ASCII's punctuation except {@code ' , - .} */
    private static final Pattern PUNCTUATION = Pattern.compile("([ -&(-+/:-@\\[-`{-~])");
    private static final Pattern AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
    private static final Pattern BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

    private Mteval13a() {
    }

    static List<String> words(String text) {
        String line = White.stripTrailing(text).replace("<skipped>", "").replace("-\n", "").replace("\n", " ")
                .replace("&quot;", "\"").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
        line = PUNCTUATION.matcher(" " + line + " ").replaceAll(" $1 ");
        line = AFTER_NO_DIGIT.matcher(line).replaceAll("$1 $2 ");
        line = BEFORE_NO_DIGIT.matcher(line).replaceAll(" $1 $2");
        return White.words(DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 "));
    }
}
