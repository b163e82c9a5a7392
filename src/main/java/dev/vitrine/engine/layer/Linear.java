package dev.vitrine.engine.layer;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** y = x W + b, with W of (in, out) and an optional bias. */
public final class Linear implements Layer {
    private final Parameter weight;   // (in, out)
    private final @Nullable Parameter bias;     // (1, out) or null
    private final int in;
    private final int out;

    /** @param std standard deviation of the initial weights, which are normal; the bias starts at 0 */
    public Linear(String name, int in, int out, boolean bias, double std, Draws draws) {
        this(name, in, out, bias, std, Initialization.NORMAL, draws);
    }

    public Linear(String name, int in, int out, boolean bias, double std, Initialization initialization, Draws draws) {
        this(in, out, initialization.weight(name + ".weight", TensorShape.of("in", in, "out", out), std, draws),
                bias ? Parameter.constant(name + ".bias", TensorShape.of("1", 1, "out", out), 0f) : null);
    }

    private Linear(int in, int out, Parameter weight, @Nullable Parameter bias) {
        this.in = in;
        this.out = out;
        this.weight = weight;
        this.bias = bias;
    }

    /** One whose weights begin at 0, and whose outputs therefore begin at {@code bias}. */
    public static Linear constant(String name, int in, int out, float bias) {
        return new Linear(in, out, Parameter.zeros(name + ".weight", TensorShape.of("in", in, "out", out)),
                Parameter.constant(name + ".bias", TensorShape.of("1", 1, "out", out), bias));
    }

    @Override
    public List<Parameter> parameters() {
        return bias == null ? List.of(weight) : List.of(weight, bias);
    }

    @Override
    public Pass newPass(PassContext context) {
        return new LinearPass(context);
    }

    private final class LinearPass implements Pass {
        private final Kernels kernels;
        private final RowRange range;
        private final FMatrixRMaj w;
        private final FMatrixRMaj dw;
        private final @Nullable FMatrixRMaj b;
        private final @Nullable FMatrixRMaj db;
        private final FMatrixRMaj y;
        private final FMatrixRMaj dx;
        private final @Nullable PackedProduct packed;   // by w, where one row is worked after the other; else null
        private FMatrixRMaj x = new FMatrixRMaj(0, 0);

        LinearPass(PassContext c) {
            kernels = c.kernels();
            range = c.range();
            w = c.weights().of(weight);
            dw = c.gradients().of(weight);
            b = bias == null ? null : c.weights().of(bias);
            db = bias == null ? null : c.gradients().of(bias);
            y = c.zeros(c.shape(out));
            dx = c.scratch(c.shape(in));
            packed = c.decoding() == null ? null : new PackedProduct(c, weight, false);
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            this.x = x;
            int from = range.from();
            int rows = range.count();
            if (packed != null) {
                multiplyPacked(packed, x, from, rows);
            } else if (b == null) {
                kernels.gemm(rows, out, in, x.data, from * in, in, w.data, 0, out, y.data, from * out, out, false);
            } else {
                kernels.gemmFromRow(rows, out, in, x.data, from * in, in, w.data, 0, out, b.data, y.data, from * out, out);
            }
            return y;
        }

        private void multiplyPacked(PackedProduct packed, FMatrixRMaj x, int from, int rows) {
            for (int row = from; b != null && row < from + rows; row++) {
                System.arraycopy(b.data, 0, y.data, row * out, out);
            }
            packed.forward(rows, x.data, from * in, y.data, from * out, b != null);
        }

        /** dx = dy W^T,  dW += x^T dy,  db += column sums of dy. */
        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            int from = range.from();
            int rows = range.count();
            if (db != null) {
                kernels.addRows(rows, out, dy.data, from * out, out, db.data, 0);
            }
            kernels.gemmTransA(in, out, rows, x.data, from * in, in, dy.data, from * out, out, dw.data, 0, out, true);
            kernels.gemmTransB(rows, in, out, dy.data, from * out, out, w.data, 0, out, dx.data, from * in, in, false);
            return dx;
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            // its output is published by the layer that uses it, under that layer's name
        }
    }
}
