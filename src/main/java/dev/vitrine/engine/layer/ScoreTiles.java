package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.kernel.PackedMatrix;
import java.util.Arrays;

/**
 * The attention pattern of one head, {@link #ROWS} queries at a time. A tile holds the keys from the first that its first
 * query sees to the last that its last query sees; keys outside are never touched, so that a causal pattern costs half of
 * T * T and a window of w costs T * w. A tile may be worked any number of times and has the same bits each time.
 */
final class ScoreTiles {
    /** Queries of a tile. */
    static final int ROWS = 16;

    private final Kernels kernels;
    private final int time;
    private final int ldQkv;
    private final int hs;
    private final float scale;
    private final boolean causal;
    private final int window;        // T where none is set
    private final int ld;
    private final int heads;
    private final float[] slopes;    // of ALiBi, over the scale; empty without it
    private final Padding padding;

    /**
     * ALiBi biases scores by distance: -2^(-8h/NH) a position for head h = 1 ... NH. Press et al. 2021, arXiv:2108.12409.
     *
     * @param ldQkv leading dimension of the packed queries, keys and values
     */
    ScoreTiles(PassContext c, int ldQkv, BlockConfig config) {
        kernels = c.kernels();
        time = c.time();
        padding = c.padding();
        this.ldQkv = ldQkv;
        hs = config.headSize();
        heads = config.heads();
        scale = (float) (1 / Math.sqrt(hs));
        causal = config.attention().causal();
        int wanted = config.attention().window();
        window = wanted == 0 ? time : Math.min(wanted, time);
        ld = PackedMatrix.padded(Math.min(time, (causal ? window + ROWS - 1 : 2 * window + ROWS - 2) + PackedMatrix.ALIGNED - 1));
        slopes = slopes(config, scale);
    }

    /** Over the scale; empty where positions are known otherwise. */
    static float[] slopes(BlockConfig config, float scale) {
        float[] slopes = new float[Positions.REGISTRY.get(config.position()).alibi() ? config.heads() : 0];
        for (int h = 0; h < slopes.length; h++) {
            slopes[h] = (float) (StrictMath.pow(2, -8.0 * (h + 1) / slopes.length) / scale);
        }
        return slopes;
    }

    /** Numbers of a tile. */
    int size() {
        return ROWS * ld;
    }

    /** Leading dimension of a tile. */
    int ld() {
        return ld;
    }

    /** Queries of the tile that begins at query t. */
    int rows(int t) {
        return Math.min(ROWS, time - t);
    }

    /** First key of the tile that begins at query t: the first that is seen, or one before it where packed columns begin. */
    int firstKey(int t) {
        return firstSeen(t) / PackedMatrix.ALIGNED * PackedMatrix.ALIGNED;
    }

    /** Keys of the tile that begins at query t. */
    int keys(int t) {
        int last = t + rows(t) - 1;
        return firstSeen(last) + seen(last) - firstKey(t);
    }

    /** First key that query t sees. */
    int firstSeen(int t) {
        return Math.max(0, t - window + 1);
    }

    /** Keys that query t sees. */
    int seen(int t) {
        return (causal ? t + 1 : Math.min(time, t + window)) - firstSeen(t);
    }

    /** The tile of the queries from t on: softmax over what each sees, 0 elsewhere.
     *  @param q    where the head's queries begin
     *  @param keys {@link #pack}ed
     *  @param bh   number of the sequence and head */
    void pattern(float[] qkv, int q, PackedMatrix keys, int bh, int t, float[] tile) {
        products(qkv, q, keys, bh, t, tile);
        int width = PackedMatrix.padded(keys(t));
        for (int row = t; row < t + rows(t); row++) {
            int begin = (row - t) * ld;
            int at = begin + firstSeen(row) - firstKey(t);
            Arrays.fill(tile, begin, at, Float.NEGATIVE_INFINITY);
            Arrays.fill(tile, at + seen(row), begin + width, Float.NEGATIVE_INFINITY);
        }
        kernels.softmaxRows(rows(t), width, tile, 0, ld, scale);
    }

    /** Of the tile that begins at query t, in place: the gradient of the products from that of the pattern.
     *  @param d (rows, keys) */
    void softmaxBackward(int t, float[] pattern, float[] d) {
        int width = PackedMatrix.padded(keys(t));
        for (int at = 0; at < rows(t) * ld; at += ld) {
            kernels.softmaxBackward(width, pattern, at, d, at, scale);
        }
    }

    /** All keys or values of a head, (T, hs) from qkv[at], as columns. */
    void pack(float[] qkv, int at, PackedMatrix to) {
        kernels.pack(true, hs, time, qkv, at, ldQkv, to);
    }

    /** The products of some rows with all keys or values of the tile that begins at query t, (rows, keys). */
    void times(int t, float[] rows, int at, int ldRows, PackedMatrix columns, float[] tile) {
        kernels.gemmPacked(rows(t), PackedMatrix.padded(keys(t)), hs, rows, at, ldRows, columns, 0, firstKey(t), tile, 0, ld, false);
    }

    /** q k^T, with the bias over the scale; -infinity for padding. */
    private void products(float[] qkv, int q, PackedMatrix keys, int bh, int t, float[] tile) {
        int first = firstKey(t);
        int width = keys(t);
        times(t, qkv, q + t * ldQkv, ldQkv, keys, tile);
        for (int row = t; slopes.length > 0 && row < t + rows(t); row++) {
            for (int u = 0, at = (row - t) * ld; u < width; u++) {
                tile[at + u] -= slopes[bh % heads] * Math.abs(row - first - u);
            }
        }
        for (int row = t; padding.any() && row < t + rows(t); row++) {
            hidePadding(bh / heads, row, tile, (row - t) * ld - first);
        }
    }

    /** A query that would see nothing sees itself. */
    private void hidePadding(int sequence, int row, float[] tile, int at) {
        boolean blind = true;
        for (int u = firstSeen(row); u < firstSeen(row) + seen(row); u++) {
            boolean hidden = padding.hides(sequence * time + u);
            tile[at + u] = hidden ? Float.NEGATIVE_INFINITY : tile[at + u];
            blind &= hidden;
        }
        if (blind) {
            tile[at + row] = 0f;
        }
    }

    /** All of a head's pattern, (T, T) from out[outAt]. */
    void wholePattern(float[] qkv, int q, PackedMatrix keys, int bh, float[] tile, float[] out, int outAt) {
        Arrays.fill(out, outAt, outAt + time * time, 0f);
        for (int t = 0; t < time; t += ROWS) {
            pattern(qkv, q, keys, bh, t, tile);
            for (int row = t; row < t + rows(t); row++) {
                System.arraycopy(tile, (row - t) * ld, out, outAt + row * time + firstKey(t), keys(t));
            }
        }
    }

    /** All of a head's scores before the softmax, (T, T) from out[outAt]; -infinity where masked. */
    void wholeScores(float[] qkv, int q, PackedMatrix keys, int bh, float[] tile, float[] out, int outAt) {
        Arrays.fill(out, outAt, outAt + time * time, Float.NEGATIVE_INFINITY);
        for (int t = 0; t < time; t += ROWS) {
            products(qkv, q, keys, bh, t, tile);
            for (int row = t; row < t + rows(t); row++) {
                int from = firstSeen(row);
                for (int u = from; u < from + seen(row); u++) {
                    out[outAt + row * time + u] = tile[(row - t) * ld + u - firstKey(t)] * scale;
                }
            }
        }
    }
}
