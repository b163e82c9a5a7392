package dev.vitrine.engine.text;

/**
 * Bytes to text where the bytes may be no text: a replacement character for each longest beginning of a character that is cut off, and
 * for each other byte that fits nowhere, as Unicode 16 recommends (section 3.9.6). Java's own decoder counts some otherwise.
 */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {
    }

    /** @param bytes not modified */
    static String lossy(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int first = bytes[i] & 0xFF;
            int size = first < 0x80 ? 1 : first >= 0xC2 && first <= 0xDF ? 2 : first >= 0xE0 && first <= 0xEF ? 3
                    : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
            int good = size == 0 ? 0 : 1;
            while (good > 0 && good < size && i + good < bytes.length && follows(first, good, bytes[i + good] & 0xFF)) {
                good++;
            }
            if (size > 0 && good == size) {
                text.appendCodePoint(codePoint(bytes, i, size));
            } else {
                text.append(REPLACEMENT);
            }
            i += Math.max(1, good);
        }
        return text.toString();
    }

    /** Whether a byte may stand at a place of a character that begins with another: nothing is written longer than need be, nothing
     *  is half a surrogate pair or beyond U+10FFFF. */
    private static boolean follows(int first, int place, int b) {
        int least = place > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = place > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return b >= least && b <= most;
    }

    private static int codePoint(byte[] bytes, int at, int size) {
        int c = size == 1 ? bytes[at] : bytes[at] & 0xFF >> size + 1;
        for (int i = 1; i < size; i++) {
            c = c << 6 | bytes[at + i] & 0x3F;
        }
        return c;
    }
}
