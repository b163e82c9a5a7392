package dev.vitrine.engine.data;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lines of about one length share a batch, so that little of it is padding. A batch has one of at most four lengths: the
 * quartiles of those of the lines.
 */
final class LengthGroups {
    private static final int GROUPS = 4;

    private final int[] times;      // ascending
    private final int[] groups;     // of each line: index into times
    private final int batchSize;

    /** @param lengths positions that each line fills, at least one line */
    LengthGroups(int[] lengths, int batchSize) {
        this.batchSize = batchSize;
        int[] sorted = lengths.clone();
        Arrays.sort(sorted);
        times = IntStream.rangeClosed(1, GROUPS).map(q -> sorted[Math.ceilDiv(q * sorted.length, GROUPS) - 1]).distinct().toArray();
        groups = IntStream.of(lengths).map(this::groupOf).toArray();
    }

    /** The lengths that batches have, ascending. */
    int[] times() {
        return times.clone();
    }

    /** Length of a batch: that of its group, which is that of its last and longest line. */
    int time(int[] order, int batch) {
        return times[groups[order[Math.min(order.length, (batch + 1) * batchSize) - 1]]];
    }

    /** All lines, the short groups first; in a group they keep the order given. */
    int[] arranged(int[] order) {
        int[] next = new int[times.length + 1];
        for (int group : groups) {
            next[group + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] arranged = new int[order.length];
        for (int line : order) {
            arranged[next[groups[line]]++] = line;
        }
        return arranged;
    }

    /** The order in which an epoch takes the batches. */
    int[] batches(Draws draws, long site, int epoch) {
        return draws.permutation(Math.ceilDiv(groups.length, batchSize), Purpose.BATCH_ORDER, site, epoch);
    }

    private int groupOf(int length) {
        int group = 0;
        while (times[group] < length) {
            group++;
        }
        return group;
    }
}
