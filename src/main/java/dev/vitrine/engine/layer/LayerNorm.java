package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** y = (x - mean(x)) / sqrt(var(x) + eps) * gain + bias, per row. Ba, Kiros and Hinton 2016, arXiv:1607.06450. */
public final class LayerNorm implements Layer {
    private final Parameter gain;   // (1, C)
    private final @Nullable Parameter bias;   // (1, C) or null
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
        private final float @Nullable [] b;            // null without bias
        private final float @Nullable [] db;
        private final FMatrixRMaj n;        // normalised rows, kept for backward
        private final FMatrixRMaj y;
        private final FMatrixRMaj dx;
        private final float[] rstd;         // (B*T): 1 / standard deviation of each row

        LayerNormPass(PassContext c) {
            kernels = c.kernels();
            shape = c.shape(channels);
            g = c.weights().of(gain).data;
            dg = c.gradients().of(gain).data;
            b = bias == null ? null : c.weights().of(bias).data;
            db = bias == null ? null : c.gradients().of(bias).data;
            n = c.zeros(shape);
            y = c.zeros(shape);
            dx = c.scratch(shape);
            rstd = c.floats(c.rows());
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            for (int row = 0, at = 0; row < rstd.length; row++, at += channels) {
                rstd[row] = kernels.layerNorm(channels, x.data, n.data, y.data, at, g, b, eps);
            }
            return y;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            for (int row = 0, at = 0; row < rstd.length; row++, at += channels) {
                kernels.layerNormBackward(channels, dy.data, n.data, dx.data, at, g, rstd[row], dg, db);
            }
            return dx;
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("out", shape, y);
            visitor.tensor("grad.in", shape, dx);
        }
    }
}
