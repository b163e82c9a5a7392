package dev.vitrine.engine.text;

import java.util.Arrays;

/**
 * Where the characters of a normalized text come from. Known where the normalizer treats each character by itself; otherwise
 * positions are taken in proportion, which is near enough to point at.
 */
final class Origin {
    private final int size;
    private final int normalizedSize;
    private final int[] from;      // null where nothing changed or nothing is known
    private final int[] to;

    private Origin(int size, int normalizedSize, int[] from, int[] to) {
        this.size = size;
        this.normalizedSize = normalizedSize;
        this.from = from;
        this.to = to;
    }

    static Origin of(String text, String normalized, Normalizer normalizer) {
        if (text.equals(normalized)) {
            return new Origin(text.length(), text.length(), null, null);
        }
        int[] from = new int[normalized.length()];
        int[] to = new int[normalized.length()];
        int at = 0;
        for (int i = 0; i < text.length(); ) {
            int next = i + Character.charCount(text.codePointAt(i));
            String part = normalizer.normalize(text.substring(i, next));
            if (!normalized.startsWith(part, at)) {
                return new Origin(text.length(), normalized.length(), null, null);
            }
            Arrays.fill(from, at, at + part.length(), i);
            Arrays.fill(to, at, at + part.length(), next);
            at += part.length();
            i = next;
        }
        return at == normalized.length() ? new Origin(text.length(), at, from, to) : new Origin(text.length(), normalized.length(), null, null);
    }

    /** Where a character comes from. */
    int begin(int index) {
        return from == null ? share(index) : index < from.length ? from[index] : size;
    }

    /** Where the character before an index ended. */
    int end(int index) {
        return to == null ? share(index) : index > 0 ? to[Math.min(index, to.length) - 1] : 0;
    }

    private int share(int index) {
        return normalizedSize == 0 ? 0 : (int) ((long) index * size / normalizedSize);
    }
}
