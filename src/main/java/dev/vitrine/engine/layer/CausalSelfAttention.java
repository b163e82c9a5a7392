package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.zeros;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Multi-head attention in which a position looks at itself and at what is before it:
 * z = softmax(q k^T / sqrt(hs)) v for each head, then y = z W_O. Vaswani et al. 2017, arXiv:1706.03762.
 * Queries, keys and values of a row stand side by side in one (B*T, 3C) matrix, so a head needs no copy.
 */
public final class CausalSelfAttention implements Layer {
    /** Rows of queries worked together; keys after the last of them are skipped, which saves almost half. */
    private static final int ROWS = 16;

    private final Linear qkv;
    private final Linear proj;
    private final BlockConfig config;

    public CausalSelfAttention(String name, BlockConfig config, Draws draws) {
        this.config = config;
        int channels = config.channels();
        double std = Linear.defaultStd(channels);
        qkv = new Linear(name + ".qkv", channels, 3 * channels, config.bias(), std, draws);
        proj = new Linear(name + ".proj", channels, channels, config.bias(), std * config.residualScale(), draws);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(qkv.parameters());
        all.addAll(proj.parameters());
        return all;
    }

    @Override
    public Pass newPass(PassContext context) {
        return new AttentionPass(context);
    }

    private final class AttentionPass implements Pass {
        private final Kernels kernels;
        private final int batch;
        private final int time;
        private final int heads = config.heads();
        private final int hs = config.headSize();
        private final int channels = config.channels();
        private final int ld = 3 * channels;
        private final float scale = (float) (1 / Math.sqrt(hs));
        private final Rotary rotary;        // null where positions are not rotary
        private final Pass qkvPass;
        private final Pass projPass;
        private final FMatrixRMaj pattern;  // (B*NH*T, T), 0 where masked
        private final FMatrixRMaj dScores;  // (T, T) of one head
        private final FMatrixRMaj z;        // (B*T, C)
        private final FMatrixRMaj dQkv;     // (B*T, 3C)
        private FMatrixRMaj qkvOut;
        private FMatrixRMaj y;
        private FMatrixRMaj dz;

        AttentionPass(PassContext c) {
            kernels = c.kernels();
            batch = c.batch();
            time = c.time();
            rotary = Positions.REGISTRY.get(config.position()).rotary() ? new Rotary(time, hs, config.ropeTheta()) : null;
            qkvPass = qkv.newPass(c);
            projPass = proj.newPass(c);
            pattern = new FMatrixRMaj(batch * heads * time, time);
            dScores = new FMatrixRMaj(time, time);
            z = zeros(c.shape(channels));
            dQkv = zeros(c.shape(ld));
            qkvOut = dQkv;
            y = z;
            dz = z;
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            qkvOut = qkvPass.forward(x);
            if (rotary != null) {
                turnQueriesAndKeys();
            }
            for (int bh = 0; bh < batch * heads; bh++) {
                int q = at(bh);
                int k = q + channels;
                int v = k + channels;
                int p = bh * time * time;
                for (int t = 0; t < time; t += ROWS) {
                    int rows = Math.min(ROWS, time - t);
                    kernels.gemmTransB(rows, t + rows, hs, qkvOut.data, q + t * ld, ld, qkvOut.data, k, ld,
                            pattern.data, p + t * time, time, false);
                    causalSoftmax(p, t, rows);
                    kernels.gemm(rows, hs, t + rows, pattern.data, p + t * time, time, qkvOut.data, v, ld,
                            z.data, zAt(bh) + t * channels, channels, false);
                }
            }
            y = projPass.forward(z);
            return y;
        }

        private void causalSoftmax(int p, int from, int rows) {
            for (int t = from; t < from + rows; t++) {
                int at = p + t * time;
                kernels.softmax(t + 1, pattern.data, at, pattern.data, at, scale);
                for (int u = t + 1; u < from + rows; u++) {
                    pattern.data[at + u] = 0f;   // beyond this block nothing is ever written
                }
            }
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            dz = projPass.backward(dy);
            for (int bh = 0; bh < batch * heads; bh++) {
                int q = at(bh);
                int k = q + channels;
                int v = k + channels;
                int p = bh * time * time;
                for (int t = 0; t < time; t += ROWS) {
                    int rows = Math.min(ROWS, time - t);
                    int seen = t + rows;
                    int row = p + t * time;
                    int dzRow = zAt(bh) + t * channels;
                    clearNewRows(t, rows, k, v);
                    kernels.gemmTransA(seen, hs, rows, pattern.data, row, time, dz.data, dzRow, channels,
                            dQkv.data, v, ld, true);
                    kernels.gemmTransB(rows, seen, hs, dz.data, dzRow, channels, qkvOut.data, v, ld,
                            dScores.data, t * time, time, false);
                    softmaxBackward(p, t, rows);
                    kernels.gemm(rows, hs, seen, dScores.data, t * time, time, qkvOut.data, k, ld,
                            dQkv.data, q + t * ld, ld, false);
                    kernels.gemmTransA(seen, hs, rows, dScores.data, t * time, time, qkvOut.data, q + t * ld, ld,
                            dQkv.data, k, ld, true);
                }
            }
            if (rotary != null) {
                turnGradientsBack();
            }
            return qkvPass.backward(dQkv);
        }

        /** The gradients of keys and values of a block of rows start from 0; later blocks of queries add to them. */
        private void clearNewRows(int from, int rows, int k, int v) {
            for (int t = from; t < from + rows; t++) {
                Arrays.fill(dQkv.data, k + t * ld, k + t * ld + hs, 0f);
                Arrays.fill(dQkv.data, v + t * ld, v + t * ld + hs, 0f);
            }
        }

        /** In place: d := p * (d - sum(p*d)) * scale. Masked entries have p = 0 and so get 0. */
        private void softmaxBackward(int p, int from, int rows) {
            float[] d = dScores.data;
            for (int t = from; t < from + rows; t++) {
                float dot = kernels.dot(t + 1, pattern.data, p + t * time, d, t * time);
                for (int u = 0, at = t * time, from0 = p + t * time; u < from + rows; u++) {
                    d[at + u] = pattern.data[from0 + u] * (d[at + u] - dot) * scale;
                }
            }
        }

        private void turnQueriesAndKeys() {
            for (int row = 0; row < batch * time; row++) {
                for (int h = 0; h < 2 * heads; h++) {
                    rotary.turn(qkvOut.data, row * ld + h * hs, row % time);
                }
            }
        }

        private void turnGradientsBack() {
            for (int row = 0; row < batch * time; row++) {
                for (int h = 0; h < 2 * heads; h++) {
                    rotary.turnBack(dQkv.data, row * ld + h * hs, row % time);
                }
            }
        }

        /** Offset of q of one (batch, head) in the packed (B*T, 3C) matrix. */
        private int at(int bh) {
            return bh / heads * time * ld + bh % heads * hs;
        }

        private int zAt(int bh) {
            return bh / heads * time * channels + bh % heads * hs;
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            TensorShape perHead = TensorShape.of("B", batch, "T", time, "NH", heads, "hs", hs);
            visitor.tensor("q", perHead, out -> unpack(qkvOut, 0, out));
            visitor.tensor("k", perHead, out -> unpack(qkvOut, channels, out));
            visitor.tensor("v", perHead, out -> unpack(qkvOut, 2 * channels, out));
            visitor.tensor("scores", TensorShape.of("B", batch, "NH", heads, "Tq", time, "Tk", time), this::scores);
            visitor.tensor("pattern", TensorShape.of("B", batch, "NH", heads, "Tq", time, "Tk", time), pattern);
            visitor.tensor("z", perHead, z);
            visitor.tensor("out", TensorShape.of("B", batch, "T", time, "C", channels), y);
            visitor.tensor("grad.q", perHead, out -> turned(0, out));
            visitor.tensor("grad.k", perHead, out -> turned(channels, out));
            visitor.tensor("grad.v", perHead, out -> unpack(dQkv, 2 * channels, out));
            visitor.tensor("grad.z", perHead, dz);
        }

        /** q k^T / sqrt(hs), not stored after the softmax: worked again by the same kernel; masked entries are -infinity. */
        private void scores(float[] out) {
            for (int bh = 0; bh < batch * heads; bh++) {
                int q = at(bh);
                kernels.gemmTransB(time, time, hs, qkvOut.data, q, ld, qkvOut.data, q + channels, ld,
                        out, bh * time * time, time, false);
                for (int t = 0; t < time; t++) {
                    for (int u = 0, at = (bh * time + t) * time; u < time; u++) {
                        out[at + u] = u <= t ? out[at + u] * scale : Float.NEGATIVE_INFINITY;
                    }
                }
            }
        }

        /** Gradients of queries or keys as they are shown, which is turned; backward has turned theirs back. */
        private void turned(int part, float[] out) {
            unpack(dQkv, part, out);
            for (int i = 0; rotary != null && i < batch * time * heads; i++) {
                rotary.turn(out, i * hs, i / heads % time);
            }
        }

        private void unpack(FMatrixRMaj packed, int part, float[] out) {
            for (int row = 0; row < batch * time; row++) {
                System.arraycopy(packed.data, row * ld + part, out, row * channels, channels);
            }
        }
    }
}
