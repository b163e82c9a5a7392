package dev.vitrine.ui.control;

/** A token as a person can see it: white space is drawn as ␣ ⏎ ⇥, control characters as their pictures (U+2400...). */
public final class TokenText {
    private TokenText() { }

    public static String visible(String token) {
        if (token.isEmpty()) {
            return "∅";
        }
        StringBuilder text = new StringBuilder(token.length());
        for (int i = 0; i < token.length(); i++) {
            text.append(visible(token.charAt(i)));
        }
        return text.toString();
    }

    /** Visible, between quotation marks, for a sentence. */
    static String quoted(String token) {
        return "‘" + visible(token) + "’";
    }

    private static char visible(char c) {
        return switch (c) {
            case ' ' -> '␣';
            case '\n' -> '⏎';
            case '\t' -> '⇥';
            case 0x7F -> '␡';
            default -> c < ' ' ? (char) (0x2400 + c) : c;
        };
    }
}
