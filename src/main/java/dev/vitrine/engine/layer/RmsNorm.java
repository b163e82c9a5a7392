package dev.vitrine.engine.layer;

import static dev.vitrine.engine.tensor.Tensors.zeros;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** y = x / rms(x) * gain, per row, with rms(x) = sqrt(mean(x^2) + eps). Zhang and Sennrich 2019, arXiv:1910.07467. */
public final class RmsNorm implements Layer {
    private final Parameter gain;   // (1, C)
    private final int channels;
    private final double eps;

    public RmsNorm(String name, int channels, double eps) {
        this.channels = channels;
        this.eps = eps;
        gain = Parameter.constant(name + ".gain", TensorShape.of("1", 1, "C", channels), 1f);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gain);
    }

    @Override
    public Pass newPass(PassContext context) {
        return new RmsNormPass(context);
    }

    private final class RmsNormPass implements Pass {
        private final Kernels kernels;
        private final TensorShape shape;
        private final float[] g;
        private final float[] dg;
        private final FMatrixRMaj y;
        private final FMatrixRMaj dx;
        private final float[] rstd;   // (B*T): 1 / rms of each row, kept for backward
        private final float[] u;      // (C): dy * gain of one row
        private FMatrixRMaj x;

        RmsNormPass(PassContext c) {
            kernels = c.kernels();
            shape = c.shape(channels);
            g = c.weights().of(gain).data;
            dg = c.gradients().of(gain).data;
            y = zeros(shape);
            dx = zeros(shape);
            rstd = new float[c.rows()];
            u = new float[channels];
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            this.x = x;
            for (int row = 0, at = 0; row < rstd.length; row++, at += channels) {
                float r = (float) (1 / Math.sqrt(kernels.dot(channels, x.data, at, x.data, at) / (double) channels + eps));
                scale(x.data, at, r, y.data);
                rstd[row] = r;
            }
            return y;
        }

        private void scale(float[] from, int at, float r, float[] to) {
            for (int c = 0; c < channels; c++) {
                to[at + c] = from[at + c] * r * g[c];
            }
        }

        /** With n = x*r and u = dy*gain:  dx = r * (u - n * mean(u*n)),  dgain += dy*n. */
        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            for (int row = 0, at = 0; row < rstd.length; row++, at += channels) {
                float r = rstd[row];
                addGain(dy.data, at, r);
                float mean = kernels.dot(channels, u, 0, x.data, at) * r / channels;
                input(at, r, mean);
            }
            return dx;
        }

        private void addGain(float[] dy, int at, float r) {
            float[] in = x.data;
            for (int c = 0; c < channels; c++) {
                u[c] = dy[at + c] * g[c];
                dg[c] += dy[at + c] * (in[at + c] * r);
            }
        }

        private void input(int at, float r, float mean) {
            float[] in = x.data;
            float[] out = dx.data;
            for (int c = 0; c < channels; c++) {
                out[at + c] = r * (u[c] - in[at + c] * r * mean);
            }
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("out", shape, y);
            visitor.tensor("grad.in", shape, dx);
        }
    }
}
