package dev.vitrine.engine.data.puzzle;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;

/** One draw after another; what comes after {@link #start} is a pure function of the seed, the purpose, the site and its number. */
public final class Dice {
    private final Draws draws;
    private final Purpose purpose;
    private final long site;
    private long step;
    private long next;

    public Dice(Draws draws, Purpose purpose, long site) {
        this.draws = draws;
        this.purpose = purpose;
        this.site = site;
    }

    /** Begins the draws of number {@code step} anew. */
    public Dice start(long step) {
        this.step = step;
        next = 0;
        return this;
    }

    /** Uniform integer in [0, bound). */
    public int below(int bound) {
        return draws.below(bound, purpose, site, step, next++);
    }

    /** Whether it happens that happens in a share of all cases. */
    public boolean chance(double share) {
        return draws.uniform(purpose, site, step, next++) < share;
    }

    /** Writes a random order of 0 .. n-1 (Fisher and Yates).
     *  @param order overwritten from {@code at} on */
    void order(int[] order, int at, int n) {
        for (int i = 0; i < n; i++) {
            int j = below(i + 1);
            order[at + i] = order[at + j];
            order[at + j] = i;
        }
    }

    /** Puts the first n in a random order. */
    void shuffle(int[] values, int n) {
        for (int i = n - 1; i > 0; i--) {
            int j = below(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
}
