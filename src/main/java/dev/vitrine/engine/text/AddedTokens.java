package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tokens that are found in a text before it is cut: of those that begin at the leftmost place the longest. Some are looked for in
 * the text as it is, the others after it was normalized.
 */
final class AddedTokens {
    /**
     * One of them.
     *
     * @param singleWord whether no letter may stand beside it
     * @param lstrip     whether it takes the white space before it
     * @param rstrip     whether it takes the white space after it
     * @param normalized whether it is looked for in the normalized text
     * @param special    whether a decoded text leaves it out
     */
    record Added(int id, String content, boolean singleWord, boolean lstrip, boolean rstrip, boolean normalized, boolean special) {
        static Added special(int id, String content) {
            return new Added(id, content, false, false, false, false, true);
        }
    }

    /** A stretch of a text.
     *  @param id of the token that it is, or -1 */
    record Stretch(int begin, int end, int id) {
    }

    private final List<Added> all;
    private final Map<Integer, String> byId = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Character, List<Map.Entry<String, Added>>> raw;
    private final Map<Character, List<Map.Entry<String, Added>>> normalized;
    private final Set<String> special = new HashSet<>();

    AddedTokens(List<Added> all, Normalizer normalizer) {
        this.all = List.copyOf(all);
        for (Added added : all) {
            byId.put(added.id(), added.normalized() ? normalizer.normalize(added.content()) : added.content());
            ids.put(added.content(), added.id());
            if (added.special()) {
                special.add(added.content());
            }
        }
        raw = index(all.stream().filter(a -> !a.normalized()).toList(), Normalizers.NONE);
        normalized = index(all.stream().filter(Added::normalized).toList(), normalizer);
    }

    /** By first character, the longest first. */
    private static Map<Character, List<Map.Entry<String, Added>>> index(List<Added> tokens, Normalizer normalizer) {
        Map<Character, List<Map.Entry<String, Added>>> index = new HashMap<>();
        for (Added added : tokens) {
            String wanted = normalizer.normalize(added.content());
            if (!wanted.isEmpty()) {
                index.computeIfAbsent(wanted.charAt(0), c -> new ArrayList<>()).add(Map.entry(wanted, added));
            }
        }
        index.values().forEach(list -> list.sort(Comparator.comparingInt((Map.Entry<String, Added> e) -> e.getKey().length()).reversed()));
        return index;
    }

    List<Added> all() {
        return all;
    }

    /** The text of an added token as it is looked for, or null. */
    String content(int id) {
        return byId.get(id);
    }

    int id(String content) {
        return ids.getOrDefault(content, -1);
    }

    boolean isSpecial(String token) {
        return special.contains(token);
    }

    /** The text as it is, cut at the tokens that are looked for in it. */
    List<Stretch> inText(String text) {
        return find(text, raw);
    }

    /** A normalized text, cut at the others. */
    List<Stretch> inNormalized(String text) {
        return find(text, normalized);
    }

    private static List<Stretch> find(String text, Map<Character, List<Map.Entry<String, Added>>> index) {
        List<Stretch> stretches = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length() && !index.isEmpty(); ) {
            Map.Entry<String, Added> found = at(text, at, index);
            if (found == null) {
                at++;
                continue;
            }
            Added token = found.getValue();
            int begin = at;
            int end = at + found.getKey().length();
            at = end;
            if (token.singleWord() && (begin > 0 && isWord(text.codePointBefore(begin)) || end < text.length() && isWord(text.codePointAt(end)))) {
                continue;
            }
            while (token.lstrip() && begin > from && BertCharacters.isSpace(text.charAt(begin - 1))) {
                begin--;
            }
            while (token.rstrip() && end < text.length() && BertCharacters.isSpace(text.charAt(end))) {
                end++;
            }
            add(stretches, from, begin, -1);
            add(stretches, begin, end, token.id());
            from = end;
            at = end;
        }
        add(stretches, from, text.length(), -1);
        return stretches;
    }

    private static Map.Entry<String, Added> at(String text, int at, Map<Character, List<Map.Entry<String, Added>>> index) {
        List<Map.Entry<String, Added>> known = index.get(text.charAt(at));
        if (known != null) {
            for (Map.Entry<String, Added> one : known) {
                if (text.startsWith(one.getKey(), at)) {
                    return one;
                }
            }
        }
        return null;
    }

    private static boolean isWord(int c) {
        int type = Character.getType(c);
        return Character.isAlphabetic(c) || type == Character.DECIMAL_DIGIT_NUMBER || type == Character.CONNECTOR_PUNCTUATION
                || type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.COMBINING_SPACING_MARK
                || c == 0x200C || c == 0x200D;
    }

    private static void add(List<Stretch> stretches, int begin, int end, int id) {
        if (begin < end) {
            stretches.add(new Stretch(begin, end, id));
        }
    }
}
