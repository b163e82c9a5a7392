package dev.vitrine.engine.data;

/** Finds the marks of chat templates. */
final class Marks {
    private Marks() {
    }

    /** Where a text goes on after the last mark that something follows; 0 where there is none. */
    static int after(String text, String mark) {
        int last = text.lastIndexOf(mark);
        while (last >= 0 && text.substring(last + mark.length()).isBlank()) {
            last = text.lastIndexOf(mark, last - 1);
        }
        return last < 0 ? 0 : last + mark.length();
    }
}
