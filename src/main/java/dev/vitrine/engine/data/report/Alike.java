package dev.vitrine.engine.data.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Groups of texts that are the same or almost, by their numbers: union-find over the pairs that were found. */
final class Alike {
    private final List<int[]> pairs = new ArrayList<>();

    void add(int text, int before) {
        pairs.add(new int[] {text, before});
    }

    /** Tells of every text that is held out and in one group with a text that is not, with the first such text. */
    void overlaps(boolean[] held, BiConsumer<Integer, Integer> told) {
        int[] root = IntStream.range(0, held.length).toArray();
        for (int[] pair : pairs) {
            int a = find(root, pair[0]);
            int b = find(root, pair[1]);
            root[Math.max(a, b)] = Math.min(a, b);
        }
        int[] trained = new int[held.length];   // of each group: its first text that is not held out, + 1
        for (int i = 0; i < held.length; i++) {
            int group = find(root, i);
            if (!held[i] && trained[group] == 0) {
                trained[group] = i + 1;
            }
        }
        for (int i = 0; i < held.length; i++) {
            int with = trained[find(root, i)];
            if (held[i] && with > 0) {
                told.accept(i, with - 1);
            }
        }
    }

    private static int find(int[] root, int i) {
        int at = i;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }
}
