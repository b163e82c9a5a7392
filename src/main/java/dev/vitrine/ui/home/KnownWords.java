package dev.vitrine.ui.home;

import dev.vitrine.ui.home.Writing.Kind;
import dev.vitrine.ui.home.Writing.Piece;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text: letters and digits in a row, with apostrophes and hyphens between them, as they are spelled. A word
 * that a text was cut off in is not counted.
 */
final class KnownWords {
    private static final String LETTERS = "[\\p{L}\\p{M}\\p{N}]++";
    private static final Pattern WORD = Pattern.compile(LETTERS + "(?:['’-]" + LETTERS + ")*+");
    private final Set<String> words;

    private KnownWords(Set<String> words) {
        this.words = words;
    }

    static KnownWords of(List<List<String>> texts) {
        Set<String> words = new HashSet<>();
        for (List<String> stage : texts) {
            for (String text : stage) {
                WORD.matcher(text).results().forEach(m -> words.add(m.group()));
            }
        }
        return new KnownWords(words);
    }

    /**
     * Marks what was written; a word that the prompt began counts as written.
     *
     * @param ended whether the model ended the text itself
     */
    Writing mark(int step, long hash, String prompt, String written, boolean ended) {
        String text = prompt + written;
        List<Piece> pieces = new ArrayList<>();
        add(pieces, prompt, Kind.PROMPT);
        int at = prompt.length();
        int count = 0;
        int known = 0;
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            if (word.end() <= prompt.length() || word.end() == text.length() && !ended) {
                continue;
            }
            count++;
            if (words.contains(word.group())) {
                known++;
                int from = Math.max(word.start(), prompt.length());
                add(pieces, text.substring(at, from), Kind.OTHER);
                add(pieces, text.substring(from, word.end()), Kind.WORD);
                at = word.end();
            }
        }
        add(pieces, text.substring(at), Kind.OTHER);
        return new Writing(step, hash, pieces, known, count);
    }

    private static void add(List<Piece> pieces, String text, Kind kind) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, kind));
        }
    }
}
