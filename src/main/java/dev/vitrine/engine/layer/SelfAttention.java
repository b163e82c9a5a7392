package dev.vitrine.engine.layer;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.kernel.PackedMatrix;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Attention of a sequence to itself: z = softmax(q k^T / sqrt(hs) + bias) v for each head, then y = z W_O. Vaswani et al.
 * 2017, arXiv:1706.03762. Queries, keys and values of a row stand side by side in one (B*T, (NH + 2 KV) hs) matrix, so a
 * head needs no copy; with KV below NH each head of keys and values serves NH / KV heads of queries, and its gradient is
 * the sum over them.
 *
 * <p>The pattern is worked in tiles, used and overwritten: no T x T matrix is stored. Backward works each tile again, and
 * so does whoever looks at it, all by {@link ScoreTiles}, which gives the same bits each time.
 */
public final class SelfAttention implements Layer {
    private final Linear qkv;
    private final Linear proj;
    private final @Nullable HeadNorm queryNorm;   // null without QK-norm
    private final @Nullable HeadNorm keyNorm;
    private final BlockConfig config;

    public SelfAttention(String name, BlockConfig config, Draws draws) {
        this.config = config;
        int channels = config.channels();
        int hs = config.headSize();
        Initialization begin = config.initialization();
        boolean bias = config.bias() != config.attention().otherBias();
        qkv = new Linear(name + ".qkv", channels, (config.heads() + 2 * config.kvHeads()) * hs, bias, begin.std(channels), begin, draws);
        proj = new Linear(name + ".proj", config.heads() * hs, channels, bias,
                begin.std(config.heads() * hs) * config.residualScale(), begin, draws);
        boolean normed = config.attention().qkNorm();
        queryNorm = normed ? new HeadNorm(name + ".q_norm", hs, config.normEps()) : null;
        keyNorm = normed ? new HeadNorm(name + ".k_norm", hs, config.normEps()) : null;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(qkv.parameters());
        if (queryNorm != null && keyNorm != null) {
            all.addAll(queryNorm.parameters());
            all.addAll(keyNorm.parameters());
        }
        all.addAll(proj.parameters());
        return all;
    }

    @Override
    public Pass newPass(PassContext context) {
        return context.decoding() == null ? new AttentionPass(context)
                : new CachedAttention(context, config, qkv, proj, queryNorm, keyNorm);
    }

    private final class AttentionPass implements Pass {
        private final Kernels kernels;
        private final int batch;
        private final int time;
        private final int heads = config.heads();
        private final int kvHeads = config.kvHeads();
        private final int hs = config.headSize();
        private final int width = heads * hs;            // of z and of all queries of a row
        private final int keyAt = width;                 // column of the first key
        private final int valueAt = width + kvHeads * hs;
        private final int ld = width + 2 * kvHeads * hs;
        private final @Nullable Rotary rotary;        // null where positions are not rotary
        private final ScoreTiles tiles;
        private final Padding padding;
        private final PatternDropout dropout;
        private final Pass qkvPass;
        private final Pass projPass;
        private final HeadNorm.@Nullable HeadNormPass queryNormPass;
        private final HeadNorm.@Nullable HeadNormPass keyNormPass;
        private final TensorShape outShape;
        private final float[] pattern;      // one tile of (ROWS, most keys)
        private final float[] dScores;      // one tile
        private final PackedMatrix keyColumns = new PackedMatrix();     // k^T (hs, T) of the head under way
        private final PackedMatrix keyRows = new PackedMatrix();        // k (T, hs)
        private final PackedMatrix valueColumns = new PackedMatrix();
        private final PackedMatrix valueRows = new PackedMatrix();
        private final FMatrixRMaj z;        // (B*T, NH*hs)
        private final FMatrixRMaj dQkv;     // (B*T, (NH + 2 KV) hs)
        private FMatrixRMaj qkvOut;
        private FMatrixRMaj y;
        private FMatrixRMaj dz;

        AttentionPass(PassContext c) {
            kernels = c.kernels();
            batch = c.batch();
            time = c.time();
            rotary = Rotary.of(c, config, time);
            tiles = new ScoreTiles(c, ld, config);
            padding = c.padding();
            dropout = new PatternDropout(c, config.dropout().attention(), tiles);
            qkvPass = qkv.newPass(c);
            projPass = proj.newPass(c);
            queryNormPass = queryNorm == null ? null : queryNorm.newPass(c, heads, ld, 0);
            keyNormPass = keyNorm == null ? null : keyNorm.newPass(c, kvHeads, ld, keyAt);
            outShape = c.shape(config.channels());
            pattern = c.scratch(tiles.size());
            dScores = c.scratch(tiles.size());
            z = c.zeros(c.shape(width));
            dQkv = c.scratch(c.shape(ld));
            qkvOut = dQkv;
            y = z;
            dz = z;
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            qkvOut = qkvPass.forward(x);
            if (queryNormPass != null && keyNormPass != null) {
                queryNormPass.forward(qkvOut);
                keyNormPass.forward(qkvOut);
            }
            if (rotary != null) {
                turnQueriesAndKeys(rotary);
            }
            for (int bh = 0; bh < batch * heads; bh++) {
                if (firstOfGroup(bh)) {
                    tiles.pack(qkvOut.data, k(bh), keyColumns);
                    kernels.pack(false, time, hs, qkvOut.data, v(bh), ld, valueRows);
                }
                for (int t = 0; t < time; t += ScoreTiles.ROWS) {
                    tiles.pattern(qkvOut.data, q(bh), keyColumns, bh, t, pattern);
                    kernels.gemmPacked(tiles.rows(t), hs, tiles.keys(t), dropout.apply(bh, t, pattern), 0, tiles.ld(),
                            valueRows, tiles.firstKey(t), 0, z.data, z(bh) + t * width, width, false);
                }
            }
            y = projPass.forward(z);
            return y;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            dz = projPass.backward(dy);
            Arrays.fill(dQkv.data, 0f);   // gradients of keys and values add up over tiles and over the heads that share them
            for (int bh = 0; bh < batch * heads; bh++) {
                if (firstOfGroup(bh)) {
                    tiles.pack(qkvOut.data, k(bh), keyColumns);
                    tiles.pack(qkvOut.data, v(bh), valueColumns);
                    kernels.pack(false, time, hs, qkvOut.data, k(bh), ld, keyRows);
                }
                for (int t = 0; t < time; t += ScoreTiles.ROWS) {
                    int rows = tiles.rows(t);
                    int seen = tiles.keys(t);
                    int first = tiles.firstKey(t) * ld;
                    int dzRow = z(bh) + t * width;
                    tiles.pattern(qkvOut.data, q(bh), keyColumns, bh, t, pattern);
                    kernels.gemmTransA(seen, hs, rows, dropout.apply(bh, t, pattern), 0, tiles.ld(), dz.data, dzRow, width,
                            dQkv.data, v(bh) + first, ld, true);
                    tiles.times(t, dz.data, dzRow, width, valueColumns, dScores);
                    dropout.backward(t, dScores);
                    tiles.softmaxBackward(t, pattern, dScores);
                    kernels.gemmPacked(rows, hs, seen, dScores, 0, tiles.ld(), keyRows, tiles.firstKey(t), 0,
                            dQkv.data, q(bh) + t * ld, ld, false);
                    kernels.gemmTransA(seen, hs, rows, dScores, 0, tiles.ld(), qkvOut.data, q(bh) + t * ld, ld,
                            dQkv.data, k(bh) + first, ld, true);
                }
            }
            if (rotary != null) {
                turnGradientsBack(rotary);
            }
            if (queryNormPass != null && keyNormPass != null) {
                queryNormPass.backward(dQkv);
                keyNormPass.backward(dQkv);
            }
            return qkvPass.backward(dQkv);
        }

        private void turnQueriesAndKeys(Rotary rotary) {
            for (int row = 0; row < batch * time; row++) {
                rotary.turn(heads + kvHeads, qkvOut.data, row * ld, padding.position(row, time));
            }
        }

        private void turnGradientsBack(Rotary rotary) {
            for (int row = 0; row < batch * time; row++) {
                rotary.turnBack(heads + kvHeads, dQkv.data, row * ld, padding.position(row, time));
            }
        }

        /** Whether a head is the first of those that share its keys and values. */
        private boolean firstOfGroup(int bh) {
            return bh % (heads / kvHeads) == 0;
        }

        /** Where the queries of one (batch, head) begin in the packed matrix. */
        private int q(int bh) {
            return bh / heads * time * ld + bh % heads * hs;
        }

        private int k(int bh) {
            return bh / heads * time * ld + keyAt + bh % heads / (heads / kvHeads) * hs;
        }

        private int v(int bh) {
            return k(bh) + kvHeads * hs;
        }

        private int z(int bh) {
            return bh / heads * time * width + bh % heads * hs;
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            TensorShape queries = TensorShape.of("B", batch, "T", time, "NH", heads, "hs", hs);
            TensorShape keys = TensorShape.of("B", batch, "T", time, "KV", kvHeads, "hs", hs);
            TensorShape square = TensorShape.of("B", batch, "NH", heads, "Tq", time, "Tk", time);
            visitor.tensor("q", queries, out -> unpack(qkvOut, 0, width, out));
            visitor.tensor("k", keys, out -> unpack(qkvOut, keyAt, kvHeads * hs, out));
            visitor.tensor("v", keys, out -> unpack(qkvOut, valueAt, kvHeads * hs, out));
            visitor.tensor("scores", square, this::scores);
            visitor.tensor("pattern", square, this::pattern);
            visitor.tensor("z", queries, z);
            visitor.tensor("out", outShape, y);
            visitor.tensor("grad.q", queries, out -> turned(0, heads, out));
            visitor.tensor("grad.k", keys, out -> turned(keyAt, kvHeads, out));
            visitor.tensor("grad.v", keys, out -> unpack(dQkv, valueAt, kvHeads * hs, out));
            visitor.tensor("grad.z", queries, dz);
        }

        /** Worked again for who looks; masked entries are 0. */
        private void pattern(float[] out) {
            for (int bh = 0; bh < batch * heads; bh++) {
                tiles.pack(qkvOut.data, k(bh), keyColumns);
                tiles.wholePattern(qkvOut.data, q(bh), keyColumns, bh, pattern, out, bh * time * time);
            }
        }

        /** q k^T / sqrt(hs) + bias, worked again; masked entries are -infinity. */
        private void scores(float[] out) {
            for (int bh = 0; bh < batch * heads; bh++) {
                tiles.pack(qkvOut.data, k(bh), keyColumns);
                tiles.wholeScores(qkvOut.data, q(bh), keyColumns, bh, pattern, out, bh * time * time);
            }
        }

        /** Gradients of queries or keys as they are shown, which is turned; backward has turned theirs back. */
        private void turned(int part, int count, float[] out) {
            unpack(dQkv, part, count * hs, out);
            for (int i = 0; rotary != null && i < batch * time * count; i++) {
                rotary.turn(1, out, i * hs, padding.position(i / count, time));
            }
        }

        private void unpack(FMatrixRMaj packed, int part, int columns, float[] out) {
            for (int row = 0; row < batch * time; row++) {
                System.arraycopy(packed.data, row * ld + part, out, row * columns, columns);
            }
        }
    }
}
