package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.zeros;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** y = (x - mean(x)) / sqrt(var(x) + eps) * gain + bias, per row. Ba, Kiros and Hinton 2016, arXiv:1607.06450. */
public final class LayerNorm implements Layer {
    private final Parameter gain;   // (1, C)
    private final Parameter bias;   // (1, C) or null
    private final int channels;
    private final double eps;

    public LayerNorm(String name, int channels, double eps, boolean bias) {
        this.channels = channels;
        this.eps = eps;
        TensorShape shape = TensorShape.of("1", 1, "C", channels);
        gain = Parameter.constant(name + ".gain", shape, 1f);
        this.bias = bias ? Parameter.constant(name + ".bias", shape, 0f) : null;
    }

    @Override
    public List<Parameter> parameters() {
        return bias == null ? List.of(gain) : List.of(gain, bias);
    }

    @Override
    public Pass newPass(PassContext context) {
        return new LayerNormPass(context);
    }

    private final class LayerNormPass implements Pass {
        private final Kernels kernels;
        private final TensorShape shape;
        private final float[] g;
        private final float[] dg;
        private final float[] b;            // null without bias
        private final float[] db;
        private final FMatrixRMaj n;        // normalised rows, kept for backward
        private final FMatrixRMaj y;
        private final FMatrixRMaj dx;
        private final float[] rstd;         // (B*T): 1 / standard deviation of each row
        private final float[] u;            // (C): dy * gain of one row

        LayerNormPass(PassContext c) {
            kernels = c.kernels();
            shape = c.shape(channels);
            g = c.weights().of(gain).data;
            dg = c.gradients().of(gain).data;
            b = bias == null ? null : c.weights().of(bias).data;
            db = bias == null ? null : c.gradients().of(bias).data;
            n = zeros(shape);
            y = zeros(shape);
            dx = zeros(shape);
            rstd = new float[c.rows()];
            u = new float[channels];
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            for (int row = 0, at = 0; row < rstd.length; row++, at += channels) {
                float mean = kernels.sum(channels, x.data, at) / channels;
                centre(x.data, at, mean);
                double variance = kernels.dot(channels, n.data, at, n.data, at) / (double) channels;
                rstd[row] = (float) (1 / Math.sqrt(variance + eps));
                scale(at, rstd[row]);
            }
            return y;
        }

        private void centre(float[] x, int at, float mean) {
            float[] to = n.data;
            for (int c = 0; c < channels; c++) {
                to[at + c] = x[at + c] - mean;
            }
        }

        private void scale(int at, float r) {
            float[] normal = n.data;
            float[] out = y.data;
            for (int c = 0; c < channels; c++) {
                normal[at + c] *= r;
                out[at + c] = normal[at + c] * g[c];
            }
            if (b != null) {
                for (int c = 0; c < channels; c++) {
                    out[at + c] += b[c];
                }
            }
        }

        /** With u = dy*gain:  dx = (u - mean(u) - n * mean(u*n)) / std,  dgain += dy*n,  dbias += dy. */
        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            for (int row = 0, at = 0; row < rstd.length; row++, at += channels) {
                addParameters(dy.data, at);
                float mean = kernels.sum(channels, u, 0) / channels;
                float along = kernels.dot(channels, u, 0, n.data, at) / channels;
                input(at, rstd[row], mean, along);
            }
            return dx;
        }

        private void addParameters(float[] dy, int at) {
            float[] normal = n.data;
            for (int c = 0; c < channels; c++) {
                u[c] = dy[at + c] * g[c];
                dg[c] += dy[at + c] * normal[at + c];
            }
            if (b != null) {
                for (int c = 0; c < channels; c++) {
                    db[c] += dy[at + c];
                }
            }
        }

        private void input(int at, float r, float mean, float along) {
            float[] normal = n.data;
            float[] out = dx.data;
            for (int c = 0; c < channels; c++) {
                out[at + c] = r * (u[c] - mean - normal[at + c] * along);
            }
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("out", shape, y);
            visitor.tensor("grad.in", shape, dx);
        }
    }
}
