package dev.vitrine.engine.sample;

/** How often each token stands in a text. */
final class Counts {
    private Counts() {
    }

    /** @param from the first position that counts */
    static int[] of(TextSoFar text, int from, int vocabulary) {
        int[] counts = new int[vocabulary];
        for (int i = from; i < text.length(); i++) {
            counts[text.ids()[i]]++;
        }
        return counts;
    }
}
