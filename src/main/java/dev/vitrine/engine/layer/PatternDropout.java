package dev.vitrine.engine.layer;

/**
 * Dropout of attention patterns, tile by tile. What is left out is drawn anew from the same (step, head, query, key) in
 * backward, so nothing is stored.
 */
final class PatternDropout {
    private final Chance chance;
    private final long site;
    private final float share;
    private final ScoreTiles tiles;
    private final float[] factors;   // of the tile under way; empty where nothing is left out
    private final float[] kept;

    PatternDropout(PassContext c, double share, ScoreTiles tiles) {
        chance = c.chance();
        this.share = (float) share;
        this.tiles = tiles;
        boolean active = chance.active() && share > 0;
        site = active ? chance.newSite() : 0;
        factors = active ? c.scratch(tiles.size()) : new float[0];
        kept = active ? c.scratch(tiles.size()) : factors;
    }

    /** The tile with some entries left out and the others scaled by 1 / (1 - p); the tile itself where there is no dropout.
     *  @param bh number of the sequence and head */
    float[] apply(int bh, int t, float[] tile) {
        if (factors.length == 0) {
            return tile;
        }
        float scale = 1 / (1 - share);
        for (int row = 0; row < tiles.rows(t); row++) {
            long draw = ((long) bh << 20 | t + row) << 20 | tiles.firstKey(t);
            for (int u = 0, at = row * tiles.ld(); u < tiles.keys(t); u++) {
                factors[at + u] = chance.uniform(site, draw + u) < share ? 0f : scale;
                kept[at + u] = tile[at + u] * factors[at + u];
            }
        }
        return kept;
    }

    /** In place, after {@link #apply} for the same tile: the gradient of what was left out is 0. */
    void backward(int t, float[] dTile) {
        for (int row = 0; factors.length > 0 && row < tiles.rows(t); row++) {
            for (int u = row * tiles.ld(); u < row * tiles.ld() + tiles.keys(t); u++) {
                dTile[u] *= factors[u];
            }
        }
    }
}
