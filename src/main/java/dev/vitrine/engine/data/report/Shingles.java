package dev.vitrine.engine.data.report;

import dev.vitrine.engine.Draws;
import java.util.Arrays;
import java.util.Locale;

/** The distinct runs of five characters in a text, as sorted hashes: small letters, digits, and one space for all between. */
final class Shingles {
    private static final int RUN = 5;
    private static final int READ = 20_000;   // characters of a text

    private Shingles() {
    }

    static long[] of(String text) {
        String plain = text.substring(0, Math.min(READ, text.length())).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
        long[] hashes = new long[Math.max(1, plain.length() - RUN + 1)];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Draws.mix(Draws.site(plain.substring(i, Math.min(i + RUN, plain.length()))));
        }
        return Arrays.stream(hashes).sorted().distinct().toArray();
    }

    /** |a and b| / |a or b| (Jaccard 1901). */
    static double likeness(long[] a, long[] b) {
        int common = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                common++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return (double) common / (a.length + b.length - common);
    }
}
