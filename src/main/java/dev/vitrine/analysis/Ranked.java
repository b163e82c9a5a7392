package dev.vitrine.analysis;

/** Numbers by size, the largest first; among equals the first one. NaN counts as less than all. */
public final class Ranked {
    private Ranked() {
    }

    /** Places of the largest numbers. @param x not modified */
    public static int[] top(float[] x, int count) {
        int n = Math.min(count, x.length);
        int[] best = new int[n];   // sorted by insertion: there are few
        int size = 0;
        for (int i = 0; i < x.length; i++) {
            if (size < n || before(x[i], x[best[n - 1]])) {
                int at = size < n ? size++ : n - 1;
                while (at > 0 && before(x[i], x[best[at - 1]])) {
                    best[at] = best[at - 1];
                    at--;
                }
                best[at] = i;
            }
        }
        return best;
    }

    private static boolean before(float a, float b) {
        return a > b || Float.isNaN(b) && !Float.isNaN(a);
    }

    /** How many stand before one of them. @param x not modified */
    public static int rank(float[] x, int place) {
        int rank = 0;
        for (int i = 0; i < x.length; i++) {
            rank += before(x[i], x[place]) || i < place && !before(x[place], x[i]) ? 1 : 0;
        }
        return rank;
    }
}
