package dev.vitrine.engine.layer;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** An {@link RmsNorm} of each head's channels, in place in a packed matrix; all heads share the gain. */
final class HeadNorm {
    private final RmsNorm norm;
    private final int hs;

    HeadNorm(String name, int hs, double eps) {
        this.hs = hs;
        norm = new RmsNorm(name, hs, eps);
    }

    List<Parameter> parameters() {
        return norm.parameters();
    }

    /** @param ld width of the packed matrix
     *  @param at column of the first head */
    HeadNormPass newPass(PassContext c, int heads, int ld, int at) {
        return new HeadNormPass(c, heads, ld, at);
    }

    final class HeadNormPass {
        private final int rows;
        private final int width;
        private final int ld;
        private final int at;
        private final Pass pass;
        private final FMatrixRMaj unpacked;   // (B*T*heads, hs): what went in, kept for backward
        private final FMatrixRMaj gradient;

        private HeadNormPass(PassContext c, int heads, int ld, int at) {
            rows = c.rows();
            width = heads * hs;
            this.ld = ld;
            this.at = at;
            TensorShape shape = TensorShape.of("R", rows * heads, "hs", hs);
            pass = norm.newPass(c.ofBatch(c.batch() * heads));
            unpacked = c.zeros(shape);
            gradient = c.scratch(shape);
        }

        void forward(FMatrixRMaj packed) {
            unpack(packed, unpacked);
            pack(pass.forward(unpacked), packed);
        }

        void backward(FMatrixRMaj dPacked) {
            unpack(dPacked, gradient);
            pack(pass.backward(gradient), dPacked);
        }

        private void unpack(FMatrixRMaj from, FMatrixRMaj to) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(from.data, row * ld + at, to.data, row * width, width);
            }
        }

        private void pack(FMatrixRMaj from, FMatrixRMaj to) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(from.data, row * width, to.data, row * ld + at, width);
            }
        }
    }
}
