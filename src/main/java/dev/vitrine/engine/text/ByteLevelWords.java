package dev.vitrine.engine.text;

import java.util.ArrayList;
import java.util.List;

/**
 * GPT-2's words: {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}, found by hand, as this is done
 * to every character of a text to train on. Radford et al. 2019, section 2.2.
 */
final class ByteLevelWords {
    private static final int SPACE = 0;
    private static final int LETTER = 1;
    private static final int NUMBER = 2;
    private static final int OTHER = 3;
    private static final byte[] ASCII = new byte[128];

    static {
        for (int c = 0; c < ASCII.length; c++) {
            ASCII[c] = (byte) slowKind(c);
        }
    }

    private ByteLevelWords() {
    }

    /** Kinds of characters; every character is in one of them. */
    private static int kind(int c) {
        return c < ASCII.length ? ASCII[c] : slowKind(c);
    }

    private static int slowKind(int c) {
        if (BertCharacters.isSpace(c)) {
            return SPACE;
        }
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            default -> Character.isLetter(c) ? LETTER : OTHER;
        };
    }

    static List<Piece> cut(Piece piece) {
        List<Piece> words = new ArrayList<>();
        String text = piece.text();
        for (int from = 0; from < text.length(); ) {
            int to = end(text, from);
            words.add(piece.part(from, to));
            from = to;
        }
        return words;
    }

    /** Where the word ends that begins at a place. */
    private static int end(String text, int from) {
        int first = text.codePointAt(from);
        if (first == '\'') {
            int clitic = clitic(text, from + 1);
            if (clitic > 0) {
                return from + 1 + clitic;
            }
        }
        int begin = first == ' ' && from + 1 < text.length() ? from + 1 : from;
        int kind = kind(text.codePointAt(begin));
        if (kind != SPACE) {
            return run(text, begin, kind);
        }
        int end = run(text, from, SPACE);
        // all but the last of the spaces, which belongs to the word after it or stands alone
        return end == text.length() || end - from == 1 ? end : end - 1;
    }

    private static int run(String text, int from, int kind) {
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (kind(c) != kind) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    /** How many letters of 's, 't, 're, 've, 'm, 'll, 'd stand at a place. */
    private static int clitic(String text, int at) {
        if (at >= text.length()) {
            return 0;
        }
        char second = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        return switch (text.charAt(at)) {
            case 's', 't', 'm', 'd' -> 1;
            case 'r', 'v' -> second == 'e' ? 2 : 0;
            case 'l' -> second == 'l' ? 2 : 0;
            default -> 0;
        };
    }
}
