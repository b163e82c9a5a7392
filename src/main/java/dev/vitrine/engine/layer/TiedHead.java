package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** logits = x wte^T: the token table read backwards. Press and Wolf 2017, arXiv:1608.05859. */
public final class TiedHead implements Layer {
    private final Parameter wte;   // (V, C)
    private final int vocabulary;
    private final int channels;

    public TiedHead(Parameter wte) {
        this.wte = wte;
        vocabulary = wte.shape().rows();
        channels = wte.shape().columns();
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(wte);
    }

    @Override
    public Pass newPass(PassContext context) {
        return new HeadPass(context);
    }

    private final class HeadPass implements Pass {
        private final Kernels kernels;
        private final RowRange range;
        private final float[] table;
        private final float[] dTable;
        private final FMatrixRMaj logits;
        private final FMatrixRMaj dx;
        private final @Nullable PackedProduct packed;   // by wte^T, where one row is worked after the other; else null
        private FMatrixRMaj x = new FMatrixRMaj(0, 0);

        HeadPass(PassContext c) {
            kernels = c.kernels();
            range = c.range();
            table = c.weights().of(wte).data;
            dTable = c.gradients().of(wte).data;
            logits = c.zeros(c.shape(vocabulary));
            dx = c.scratch(c.shape(channels));
            packed = c.decoding() == null ? null : new PackedProduct(c, wte, true);
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            this.x = x;
            int from = range.from();
            int rows = range.count();
            if (packed != null) {
                packed.forward(rows, x.data, from * channels, logits.data, from * vocabulary, false);
            } else {
                kernels.gemmTransB(rows, vocabulary, channels, x.data, from * channels, channels, table, 0, channels,
                        logits.data, from * vocabulary, vocabulary, false);
            }
            return logits;
        }

        /** dx = dy wte,  dwte += dy^T x. */
        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            int from = range.from();
            int rows = range.count();
            kernels.gemmTransA(vocabulary, channels, rows, dy.data, from * vocabulary, vocabulary, x.data, from * channels, channels,
                    dTable, 0, channels, true);
            kernels.gemm(rows, channels, vocabulary, dy.data, from * vocabulary, vocabulary, table, 0, channels,
                    dx.data, from * channels, channels, false);
            return dx;
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            // logits are published by the head's segment
        }
    }
}
