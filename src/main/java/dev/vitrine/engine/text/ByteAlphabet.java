package dev.vitrine.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A letter for each of the 256 bytes, so that any text is a word over 256 letters: printable Latin-1 characters stand for themselves,
 * the other 68 bytes for U+0100, U+0101, ... in order; a space is Ġ. Radford et al. 2019, "Language Models are Unsupervised
 * Multitask Learners", section 2.2.
 */
final class ByteAlphabet {
    static final int BYTES = 256;
    private static final char[] LETTERS = new char[BYTES];
    private static final int[] BACK = new int[BYTES + 68];

    static {
        Arrays.fill(BACK, -1);
        int others = BYTES;
        for (int b = 0; b < BYTES; b++) {
            boolean itself = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            LETTERS[b] = (char) (itself ? b : others++);
            BACK[LETTERS[b]] = b;
        }
    }

    private ByteAlphabet() {
    }

    static char letter(int unsignedByte) {
        return LETTERS[unsignedByte];
    }

    /** The byte of a letter, or -1 if it stands for none. */
    static int unsignedByte(int letter) {
        return letter < BACK.length ? BACK[letter] : -1;
    }

    /** The UTF-8 bytes of a text, each as its letter. */
    static String spell(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        char[] letters = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            letters[i] = LETTERS[bytes[i] & 0xFF];
        }
        return new String(letters);
    }
}
