package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;
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
    private final float[] slopes;    // of ALiBi, over the scale; empty without it

    /**
     * @param ldQkv      leading dimension of the packed queries, keys and values
     * @param alibiHeads NH where scores are biased by distance (Press et al. 2021, arXiv:2108.12409: -2^(-8h/NH) a
     *                   position for head h = 1 ... NH), else 0
     */
    ScoreTiles(Kernels kernels, int time, int ldQkv, int hs, AttentionConfig config, int alibiHeads) {
        this.kernels = kernels;
        this.time = time;
        this.ldQkv = ldQkv;
        this.hs = hs;
        scale = (float) (1 / Math.sqrt(hs));
        causal = config.causal();
        window = config.window() == 0 ? time : Math.min(config.window(), time);
        ld = padded(Math.min(time, causal ? window + ROWS - 1 : 2 * window + ROWS - 2));
        slopes = new float[alibiHeads];
        for (int h = 0; h < alibiHeads; h++) {
            slopes[h] = (float) (StrictMath.pow(2, -8.0 * (h + 1) / alibiHeads) / scale);
        }
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

    /** First key of the tile that begins at query t. */
    int firstKey(int t) {
        return firstSeen(t);
    }

    /** Keys of the tile that begins at query t. */
    int keys(int t) {
        int last = t + rows(t) - 1;
        return firstSeen(last) + seen(last) - firstSeen(t);
    }

    /** First key that query t sees. */
    int firstSeen(int t) {
        return Math.max(0, t - window + 1);
    }

    /** Keys that query t sees. */
    int seen(int t) {
        return (causal ? t + 1 : Math.min(time, t + window)) - firstSeen(t);
    }

    /** Whole vectors of any width: what is beyond the last key is masked as well. */
    private static int padded(int keys) {
        return (keys + 15) / 16 * 16;
    }

    /** The tile of the queries from t on: softmax over what each sees, 0 elsewhere.
     *  @param q where the head's queries begin, k its keys */
    void pattern(float[] qkv, int q, int k, int head, int t, float[] tile) {
        products(qkv, q, k, head, t, tile);
        int width = padded(keys(t));
        for (int row = t; row < t + rows(t); row++) {
            int begin = (row - t) * ld;
            int at = begin + firstSeen(row) - firstKey(t);
            Arrays.fill(tile, begin, at, Float.NEGATIVE_INFINITY);
            Arrays.fill(tile, at + seen(row), begin + width, Float.NEGATIVE_INFINITY);
            kernels.softmax(width, tile, begin, tile, begin, scale);
        }
    }

    /** Of the tile that begins at query t, in place: the gradient of the products from that of the pattern.
     *  @param d (rows, keys) */
    void softmaxBackward(int t, float[] pattern, float[] d) {
        int width = keys(t);
        for (int at = 0; at < rows(t) * ld; at += ld) {
            Arrays.fill(d, at + width, at + padded(width), 0f);   // not those of another tile
            kernels.softmaxBackward(padded(width), pattern, at, d, at, scale);
        }
    }

    /** q k^T, with the bias over the scale. */
    private void products(float[] qkv, int q, int k, int head, int t, float[] tile) {
        int first = firstKey(t);
        int width = keys(t);
        kernels.gemmTransB(rows(t), width, hs, qkv, q + t * ldQkv, ldQkv, qkv, k + first * ldQkv, ldQkv, tile, 0, ld, false);
        for (int row = t; slopes.length > 0 && row < t + rows(t); row++) {
            for (int u = 0, at = (row - t) * ld; u < width; u++) {
                tile[at + u] -= slopes[head] * Math.abs(row - first - u);
            }
        }
    }

    /** All of a head's pattern, (T, T) from out[outAt]. */
    void wholePattern(float[] qkv, int q, int k, int head, float[] tile, float[] out, int outAt) {
        Arrays.fill(out, outAt, outAt + time * time, 0f);
        for (int t = 0; t < time; t += ROWS) {
            pattern(qkv, q, k, head, t, tile);
            for (int row = t; row < t + rows(t); row++) {
                System.arraycopy(tile, (row - t) * ld, out, outAt + row * time + firstKey(t), keys(t));
            }
        }
    }

    /** All of a head's scores before the softmax, (T, T) from out[outAt]; -infinity where masked. */
    void wholeScores(float[] qkv, int q, int k, int head, float[] tile, float[] out, int outAt) {
        Arrays.fill(out, outAt, outAt + time * time, Float.NEGATIVE_INFINITY);
        for (int t = 0; t < time; t += ROWS) {
            products(qkv, q, k, head, t, tile);
            for (int row = t; row < t + rows(t); row++) {
                int from = firstSeen(row);
                for (int u = from; u < from + seen(row); u++) {
                    out[outAt + row * time + u] = tile[(row - t) * ld + u - firstKey(t)] * scale;
                }
            }
        }
    }
}
