package dev.vitrine.engine.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Kinds of characters as BERT's tokenizer knows them. The tokenizers library has the categories of Unicode 8 for them, so a younger
 * sign of punctuation is a letter to it; a table says which are which.
 */
final class BertCharacters {
    private static final String TABLE = "/unicode/bert.txt";
    private static final BertCharacters KNOWN = new BertCharacters();

    private final BitSet other = new BitSet();
    private final BitSet punctuation = new BitSet();
    private final BitSet nonspacing = new BitSet();

    private BertCharacters() {
        try (InputStream in = BertCharacters.class.getResourceAsStream(TABLE)) {
            BitSet of = null;
            for (String word : new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("#.*", "").strip().split("\\s+")) {
                switch (word) {
                    case "other" -> of = other;
                    case "punctuation" -> of = punctuation;
                    case "nonspacing" -> of = nonspacing;
                    default -> {
                        String[] range = word.split("-");
                        of.set(Integer.parseInt(range[0], 16), Integer.parseInt(range[range.length - 1], 16) + 1);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE + " cannot be read", e);
        }
    }

    /** Control, format and private characters, and U+0000; not the white space among them. */
    static boolean isOther(int c) {
        return KNOWN.other.get(c);
    }

    static boolean isPunctuation(int c) {
        return KNOWN.punctuation.get(c);
    }

    /** Accents and other marks that take no room of their own. */
    static boolean isNonspacing(int c) {
        return KNOWN.nonspacing.get(c);
    }

    /** What has Unicode's property White_Space. */
    static boolean isSpace(int c) {
        return c >= '\t' && c <= '\r' || c == 0x85 || Character.isSpaceChar(c);
    }

    /** The ideographs that BERT sets apart, each a word. */
    static boolean isIdeograph(int c) {
        return c >= 0x4E00 && c <= 0x9FFF || c >= 0x3400 && c <= 0x4DBF || c >= 0x20000 && c <= 0x2A6DF || c >= 0x2A700 && c <= 0x2B81F
                || c >= 0x2B920 && c <= 0x2CEAF || c >= 0xF900 && c <= 0xFAFF || c >= 0x2F800 && c <= 0x2FA1F;
    }
}
