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

    /** What is predicted of a line, and from which target on it is scored. */
    record Line(int[] targets, int from) { }

    /** @param lines sorted by this; their targets are not modified
     *  @return nats a scored target */
    static double of(Line[] lines) {
        Arrays.sort(lines, (a, b) -> Arrays.compare(a.targets, b.targets));
        int[] shared = sharedWithPrevious(lines);
        int longest = 0;
        long scored = 0;
        for (Line line : lines) {
            longest = Math.max(longest, line.targets.length);
            scored += Math.max(0, line.targets.length - line.from);
        }
        double nats = 0;
        for (int depth = 0; depth < longest; depth++) {
            nats += natsAt(depth, lines, shared);
        }
        return nats / scored;
    }

    /** Sum of -n ln(n / of): n lines go on with the same target out of those that begin alike, go on at all and are scored here. */
    private static double natsAt(int depth, Line[] lines, int[] shared) {
        double nats = 0;
        for (int from = 0; from < lines.length; ) {
            int to = from + 1;
            while (to < lines.length && shared[to] >= depth) {
                to++;
            }
            while (from < to && lines[from].targets.length <= depth) {   // the shorter ones sort first
                from++;
            }
            int of = scored(depth, lines, from, to);
            while (from < to) {
                int end = from + 1;
                while (end < to && shared[end] > depth) {
                    end++;
                }
                int n = scored(depth, lines, from, end);
                nats -= n == 0 ? 0 : n * StrictMath.log((double) n / of);
                from = end;
            }
        }
        return nats;
    }

    private static int scored(int depth, Line[] lines, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            n += lines[i].from <= depth ? 1 : 0;
        }
        return n;
    }

    /** How many leading targets each line has in common with the one before it. */
    private static int[] sharedWithPrevious(Line[] sorted) {
        int[] shared = new int[sorted.length];
        for (int i = 1; i < sorted.length; i++) {
            int mismatch = Arrays.mismatch(sorted[i - 1].targets, sorted[i].targets);
            shared[i] = mismatch < 0 ? sorted[i].targets.length : mismatch;
        }
        return shared;
    }
}
