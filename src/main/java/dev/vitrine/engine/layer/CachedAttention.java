package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.kernel.PackedMatrix;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Causal attention of a piece of a sequence to itself and to all that was read before it, whose keys and values are kept. A row costs
 * as much as there are keys that it sees. Sums run in the order of {@link ScoreTiles}, so that on the simd backend a row has the
 * bits that it has when the whole sequence is worked at once.
 */
final class CachedAttention implements Pass {
    private final Kernels kernels;
    private final Decoding decoding;
    private final KvCache cache;
    private final int rows;
    private final int heads;
    private final int kvHeads;
    private final int hs;
    private final int width;         // of z and of all queries of a row
    private final int ld;
    private final int window;
    private final float scale;
    private final float[] slopes;    // of ALiBi, over the scale; empty without it
    private final @Nullable Rotary rotary;     // null where positions are not rotary
    private final Pass qkv;
    private final Pass proj;
    private final HeadNorm.@Nullable HeadNormPass queryNorm;   // null without QK-norm
    private final HeadNorm.@Nullable HeadNormPass keyNorm;
    private final float[] pattern;   // of one query and head
    private final FMatrixRMaj z;

    CachedAttention(PassContext c, BlockConfig config, Linear qkv, Linear proj, @Nullable HeadNorm queryNorm, @Nullable HeadNorm keyNorm) {
        kernels = c.kernels();
        decoding = Objects.requireNonNull(c.decoding());
        rows = c.rows();
        heads = config.heads();
        kvHeads = config.kvHeads();
        hs = config.headSize();
        width = heads * hs;
        ld = width + 2 * kvHeads * hs;
        cache = decoding.cache(kvHeads, hs);
        int wanted = config.attention().window();
        window = wanted == 0 ? decoding.capacity() : Math.min(wanted, decoding.capacity());
        scale = (float) (1 / Math.sqrt(hs));
        slopes = ScoreTiles.slopes(config, scale);
        rotary = Rotary.of(c, config, decoding.capacity());
        this.qkv = qkv.newPass(c);
        this.proj = proj.newPass(c);
        this.queryNorm = queryNorm == null ? null : queryNorm.newPass(c, heads, ld, 0);
        this.keyNorm = keyNorm == null ? null : keyNorm.newPass(c, kvHeads, ld, width);
        pattern = new float[cache.capacity()];
        z = c.zeros(c.shape(width));
    }

    @Override
    public FMatrixRMaj forward(FMatrixRMaj x) {
        FMatrixRMaj packed = qkv.forward(x);
        if (queryNorm != null && keyNorm != null) {
            queryNorm.forward(packed);
            keyNorm.forward(packed);
        }
        for (int row = 0; row < rows; row++) {
            int position = decoding.position(row);
            if (rotary != null) {
                rotary.turn(heads + kvHeads, packed.data, row * ld, position);
            }
            cache.put(packed.data, row * ld + width, position);
            for (int h = 0; h < heads; h++) {
                attend(packed.data, row * ld + h * hs, h, position, row * width + h * hs);
            }
        }
        return proj.forward(z);
    }

    /** z of one query and head, over the keys from the first whole panel that it sees. */
    private void attend(float[] packed, int q, int h, int position, int to) {
        int kv = h / (heads / kvHeads);
        int seen = Math.max(0, position - window + 1);
        int first = seen / PackedMatrix.ALIGNED * PackedMatrix.ALIGNED;
        int keys = position + 1 - first;
        int padded = PackedMatrix.padded(keys);
        kernels.gemm(1, padded, hs, packed, q, hs, cache.keys(), cache.key(kv, first), cache.capacity(), pattern, 0, padded, false);
        for (int u = 0; slopes.length > 0 && u < keys; u++) {
            pattern[u] -= slopes[h] * (position - first - u);
        }
        Arrays.fill(pattern, 0, seen - first, Float.NEGATIVE_INFINITY);
        Arrays.fill(pattern, keys, padded, Float.NEGATIVE_INFINITY);
        kernels.softmax(padded, pattern, 0, pattern, 0, scale);
        kernels.gemm(1, hs, keys, pattern, 0, keys, cache.values(), cache.value(kv, first), hs, z.data, to, hs, false);
    }

    @Override
    public FMatrixRMaj backward(FMatrixRMaj dy) {
        throw new IllegalStateException("what is decoded has no gradient");
    }

    @Override
    public void tensors(TensorVisitor visitor) {
        // a pass over the whole sequence shows the same numbers
    }
}
