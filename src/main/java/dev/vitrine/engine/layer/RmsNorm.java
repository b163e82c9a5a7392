package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** y = x / rms(x) (* gain), per row, with rms(x) = sqrt(mean(x^2) + eps). Zhang and Sennrich 2019, arXiv:1910.07467. */
public final class RmsNorm implements Layer {
    private final @Nullable Parameter gain;   // (1, C), null for none
    private final int channels;
    private final double eps;

    public RmsNorm(String name, int channels, double eps) {
        this(channels, eps, Parameter.constant(name + ".gain", TensorShape.of("1", 1, "C", channels), 1f));
    }

    private RmsNorm(int channels, double eps, @Nullable Parameter gain) {
        this.channels = channels;
        this.eps = eps;
        this.gain = gain;
    }

    /** Learns nothing: HRM's. */
    static RmsNorm withoutGain(int channels, double eps) {
        return new RmsNorm(channels, eps, null);
    }

    @Override
    public List<Parameter> parameters() {
        return gain == null ? List.of() : List.of(gain);
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
        private FMatrixRMaj x = new FMatrixRMaj(0, 0);

        RmsNormPass(PassContext c) {
            kernels = c.kernels();
            shape = c.shape(channels);
            g = gain == null ? c.floats(channels) : c.weights().of(gain).data;
            dg = gain == null ? c.scratch(channels) : c.gradients().of(gain).data;
            if (gain == null) {
                Arrays.fill(g, 1f);
            }
            y = c.zeros(shape);
            dx = c.scratch(shape);
            rstd = c.floats(c.rows());
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            this.x = x;
            for (int row = 0, at = 0; row < rstd.length; row++, at += channels) {
                rstd[row] = kernels.rmsNorm(channels, x.data, y.data, at, g, eps);
            }
            return y;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            for (int row = 0, at = 0; row < rstd.length; row++, at += channels) {
                kernels.rmsNormBackward(channels, dy.data, x.data, dx.data, at, g, rstd[row], dg);
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
