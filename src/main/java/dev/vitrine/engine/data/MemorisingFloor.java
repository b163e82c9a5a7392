package dev.vitrine.engine.data;

import java.util.Arrays;

/**
 * The mean over all scored targets of -ln p(target | the whole line before it), p being how often that target follows that
 * beginning in these lines: no model that sees each line alone can fall below it on them. For N distinct, equally
 * frequent lines it is ln N / (mean predicted tokens a line).
 *
 * <p>Sorted lines that share a beginning stand together, so all beginnings of one length are read in one sweep.
 */
final class MemorisingFloor {
    private MemorisingFloor() {
    }

    /** @param targets what is predicted of each line; the array is sorted, its lines are not modified
     *  @return nats a target */
    static double of(int[][] targets) {
        Arrays.sort(targets, Arrays::compare);
        int[] shared = sharedWithPrevious(targets);
        int longest = Arrays.stream(targets).mapToInt(line -> line.length).max().orElse(0);
        double nats = 0;
        for (int depth = 0; depth < longest; depth++) {
            nats += natsAt(depth, targets, shared);
        }
        return nats / Arrays.stream(targets).mapToLong(line -> line.length).sum();
    }

    /** Sum of -n ln(n / of): n lines go on with the same target out of those that begin alike and go on at all. */
    private static double natsAt(int depth, int[][] targets, int[] shared) {
        double nats = 0;
        for (int from = 0; from < targets.length; ) {
            int to = from + 1;
            while (to < targets.length && shared[to] >= depth) {
                to++;
            }
            while (from < to && targets[from].length <= depth) {   // the shorter ones sort first
                from++;
            }
            int of = to - from;
            while (from < to) {
                int n = 1;
                while (from + n < to && shared[from + n] > depth) {
                    n++;
                }
                nats -= n * StrictMath.log((double) n / of);
                from += n;
            }
        }
        return nats;
    }

    /** How many leading targets each line has in common with the one before it. */
    private static int[] sharedWithPrevious(int[][] sorted) {
        int[] shared = new int[sorted.length];
        for (int i = 1; i < sorted.length; i++) {
            int mismatch = Arrays.mismatch(sorted[i - 1], sorted[i]);
            shared[i] = mismatch < 0 ? sorted[i].length : mismatch;
        }
        return shared;
    }
}
