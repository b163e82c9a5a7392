package dev.vitrine.engine.sample;

/**
 * What the next token follows.
 *
 * @param ids    of the text, prompt first; not modified, and those from {@code length} on mean nothing
 * @param prompt how many of them were given, not written
 * @param length how many there are
 */
public record TextSoFar(int[] ids, int prompt, int length) {
    /** One that was given, all of it. */
    public static TextSoFar given(int... ids) {
        return new TextSoFar(ids, ids.length, ids.length);
    }

    /** Index of the next token, the site of its draw. */
    int position() {
        return length;
    }
}
