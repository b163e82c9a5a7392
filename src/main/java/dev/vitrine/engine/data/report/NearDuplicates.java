package dev.vitrine.engine.data.report;

import dev.vitrine.engine.Draws;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds texts that are almost alike: those that share a band of their min-hashes (Broder 1997, On the resemblance and
 * containment of documents) are compared by their {@link Shingles}, so that nothing is told which is not so. A band is that of
 * the first text that has it. With 8 bands of 4, 98 of 100 pairs of a likeness of 0.8 share one, nearly all above.
 */
final class NearDuplicates {
    static final double ALIKE = 0.8;
    /** Texts and characters that are kept to be compared. */
    static final int MOST_TEXTS = 200_000;
    private static final long MOST_CHARACTERS = 32L << 20;
    private static final int BANDS = 8;
    private static final int ROWS = 4;

    private final List<String> texts = new ArrayList<>();
    private final List<Integer> indices = new ArrayList<>();
    private final FirstSeen bands = new FirstSeen();
    private long characters;

    /** The first text before this one that it is almost like, and how much so. */
    record Match(int index, double likeness) { }

    /** Whether more texts are taken. */
    boolean isFull() {
        return texts.size() >= MOST_TEXTS || characters >= MOST_CHARACTERS;
    }

    /** Takes one text more; null where none before is almost like it. */
    @Nullable Match add(String text, int index) {
        int own = texts.size();
        texts.add(text);
        indices.add(index);
        characters += text.length();
        long[] shingles = Shingles.of(text);
        @Nullable Match best = null;
        int compared = -1;
        for (int band = 0; band < BANDS; band++) {
            int other = bands.putIfAbsent(key(shingles, band), own);
            if (other >= 0 && other != compared) {
                compared = other;
                double likeness = Shingles.likeness(shingles, Shingles.of(texts.get(other)));
                if (likeness >= ALIKE && (best == null || likeness > best.likeness)) {
                    best = new Match(indices.get(other), likeness);
                }
            }
        }
        return best;
    }

    /** Of the least hashes by each of a band's functions. */
    private static long key(long[] shingles, int band) {
        long key = band;
        for (int row = 0; row < ROWS; row++) {
            long salt = Draws.mix(band * ROWS + row + 1);
            long least = Long.MAX_VALUE;
            for (long shingle : shingles) {
                least = Math.min(least, (shingle ^ salt) * 0x9E3779B97F4A7C15L);
            }
            key = Draws.mix(key ^ least);
        }
        return key;
    }
}
