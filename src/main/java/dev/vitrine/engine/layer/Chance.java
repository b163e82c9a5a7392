package dev.vitrine.engine.layer;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;

/**
 * The random draws of a pass that trains. Each user takes a site when it is made; a draw is then a pure function of
 * (seed, shard, site, step, index), so that a step worked again leaves out the same numbers.
 */
public final class Chance {
    /** Of passes that only evaluate: nothing is ever left out. */
    public static final Chance NONE = new Chance(new Draws(0), -1);

    private static final int SHARD_BITS = 8;

    private final Draws draws;
    private final int shard;
    private int sites;
    private long step;

    /** @param shard which part of the batch the pass works on; negative for no draws */
    public Chance(Draws draws, int shard) {
        this.draws = draws;
        this.shard = shard;
    }

    /** Whether anything may be left out. */
    public boolean active() {
        return shard >= 0;
    }

    /** Number of the update that is being prepared. */
    public void setStep(long step) {
        this.step = step;
    }

    /** A site that no other user of this object has. */
    long newSite() {
        return (long) sites++ << SHARD_BITS | shard & 0xff;
    }

    /** In [0, 1). */
    float uniform(long site, long i) {
        return (draws.bits(Purpose.DROPOUT, site, step, i) >>> 40) * 0x1.0p-24f;
    }
}
