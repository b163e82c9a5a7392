package dev.vitrine.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** For messages about a name that does not exist: the ones that were probably meant. */
public final class Nearest {
    private Nearest() {
    }

    /** The names that are fewest edits away, nearest first; of equally near ones the first given.
     *  @param names not modified */
    public static List<String> to(String wrong, Collection<String> names, int count) {
        return names.stream().sorted(Comparator.comparingInt(name -> edits(wrong, name))).limit(count).toList();
    }

    /** The name that was clearly meant: a letter in four is wrong, or the case alone; empty where none is so near. */
    static Optional<String> meant(String wrong, Collection<String> names) {
        String small = wrong.toLowerCase(Locale.ROOT);
        return to(small, names, 1).stream().filter(name -> edits(small, name) <= name.length() / 4).findFirst();
    }

    /** The dotted key that was probably meant: its last part counts most, so that one in the wrong place is found too. */
    public static String key(String wrong, Collection<String> keys) {
        return keys.stream().min(Comparator.<String>comparingInt(key -> edits(last(wrong), last(key)))
                .thenComparingInt(key -> edits(wrong, key))).orElse("");
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Insertions, deletions and replacements of one character that turn one text into the other. Levenshtein 1966. */
    static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
