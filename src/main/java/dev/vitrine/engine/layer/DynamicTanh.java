package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** y = tanh(alpha x) * gain + bias, alpha one learned number: stands where a norm does. Zhu et al. 2025, arXiv:2503.10622. */
public final class DynamicTanh implements Layer {
    private static final float ALPHA = 0.5f;

    private final Parameter alpha;   // (1, 1)
    private final Parameter gain;    // (1, C)
    private final @Nullable Parameter bias;    // (1, C) or null
    private final int channels;

    public DynamicTanh(String name, int channels, boolean bias) {
        this.channels = channels;
        TensorShape shape = TensorShape.of("1", 1, "C", channels);
        alpha = Parameter.constant(name + ".alpha", TensorShape.of("1", 1), ALPHA);
        gain = Parameter.constant(name + ".gain", shape, 1f);
        this.bias = bias ? Parameter.constant(name + ".bias", shape, 0f) : null;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(alpha, gain, bias).filter(p -> p != null).toList();
    }

    @Override
    public Pass newPass(PassContext context) {
        return new TanhPass(context);
    }

    private final class TanhPass implements Pass {
        private final Kernels kernels;
        private final TensorShape shape;
        private final float[] a;
        private final float[] da;
        private final float[] g;
        private final float[] dg;
        private final float @Nullable [] b;            // null without bias
        private final float @Nullable [] db;
        private final FMatrixRMaj t;        // tanh(alpha x)
        private final FMatrixRMaj y;
        private final FMatrixRMaj u;        // dy * gain * (1 - t^2)
        private final FMatrixRMaj dx;
        private FMatrixRMaj x;

        TanhPass(PassContext c) {
            kernels = c.kernels();
            shape = c.shape(channels);
            a = c.weights().of(alpha).data;
            da = c.gradients().of(alpha).data;
            g = c.weights().of(gain).data;
            dg = c.gradients().of(gain).data;
            b = bias == null ? null : c.weights().of(bias).data;
            db = bias == null ? null : c.gradients().of(bias).data;
            t = c.zeros(shape);
            y = c.zeros(shape);
            u = c.scratch(shape);
            dx = c.scratch(shape);
            x = t;
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            this.x = x;
            kernels.tanh(t.data.length, x.data, 0, t.data, 0, a[0]);
            for (int at = 0; at < t.data.length; at += channels) {
                scale(at);
            }
            return y;
        }

        private void scale(int at) {
            for (int c = 0; c < channels; c++) {
                y.data[at + c] = t.data[at + c] * g[c] + (b == null ? 0f : b[c]);
            }
        }

        /** With u = dy gain (1 - t^2):  dx = alpha u,  dalpha += sum(u x),  dgain += dy t,  dbias += dy. */
        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            for (int at = 0; at < t.data.length; at += channels) {
                row(dy.data, at);
            }
            da[0] += kernels.dot(u.data.length, u.data, 0, x.data, 0);
            if (db != null) {
                kernels.addRows(shape.rows(), channels, dy.data, 0, channels, db, 0);
            }
            return dx;
        }

        private void row(float[] dy, int at) {
            for (int c = 0; c < channels; c++) {
                float tanh = t.data[at + c];
                u.data[at + c] = dy[at + c] * g[c] * (1f - tanh * tanh);
                dx.data[at + c] = a[0] * u.data[at + c];
                dg[c] += dy[at + c] * tanh;
            }
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("out", shape, y);
            visitor.tensor("grad.in", shape, dx);
        }
    }
}
