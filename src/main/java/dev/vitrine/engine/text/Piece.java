package dev.vitrine.engine.text;

/**
 * A stretch of a text on its way to be cut.
 *
 * @param text  what it is by now; may have more in front than there was
 * @param begin where it began in the text that was normalized
 * @param end   where it ended
 */
record Piece(String text, int begin, int end) {
    /** A part of it. */
    Piece part(int from, int to) {
        return new Piece(text.substring(from, to), place(from), place(to));
    }

    /** With something put in front. */
    Piece after(String before) {
        return new Piece(before + text, begin, end);
    }

    /** Where a character of it was in the normalized text. */
    int place(int index) {
        return begin + Math.clamp((long) index - (text.length() - (end - begin)), 0, end - begin);
    }
}
