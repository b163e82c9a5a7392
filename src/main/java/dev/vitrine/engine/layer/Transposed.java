package dev.vitrine.engine.layer;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * A layer that works over the positions of each channel: y = f(x^T)^T for each sequence, with x of (T, C).
 *
 * @param inner f, whose inputs and outputs have T columns
 */
record Transposed(Layer inner, int channels, int time) implements Layer {
    @Override
    public List<Parameter> parameters() {
        return inner.parameters();
    }

    @Override
    public Pass newPass(PassContext context) {
        if (context.time() != time) {
            throw new IllegalArgumentException("mixing '" + Mixers.MLP + "' works on sequences of exactly " + time
                    + " positions, its context_length, got " + context.time());
        }
        return new TransposedPass(this, context);
    }

    private static final class TransposedPass implements Pass {
        private final int batch;
        private final int time;
        private final int channels;
        private final TensorShape shape;
        private final Pass pass;
        private final FMatrixRMaj in;    // (B*C, T)
        private final FMatrixRMaj out;   // (B*T, C)
        private final FMatrixRMaj dOut;  // (B*C, T)
        private final FMatrixRMaj dIn;   // (B*T, C)

        TransposedPass(Transposed layer, PassContext c) {
            batch = c.batch();
            time = layer.time;
            channels = layer.channels;
            shape = c.shape(channels);
            PassContext turned = c.ofTime(channels);
            pass = layer.inner.newPass(turned);
            in = c.zeros(turned.shape(time));
            out = c.zeros(shape);
            dOut = c.scratch(turned.shape(time));
            dIn = c.scratch(shape);
        }

        @Override
        public FMatrixRMaj forward(FMatrixRMaj x) {
            turn(x.data, time, channels, in.data);
            turn(pass.forward(in).data, channels, time, out.data);
            return out;
        }

        @Override
        public FMatrixRMaj backward(FMatrixRMaj dy) {
            turn(dy.data, time, channels, dOut.data);
            turn(pass.backward(dOut).data, channels, time, dIn.data);
            return dIn;
        }

        /** Each sequence's (rows, columns) to (columns, rows). */
        private void turn(float[] from, int rows, int columns, float[] to) {
            for (int at = 0; at < batch * rows * columns; at += rows * columns) {
                for (int r = 0; r < rows; r++) {
                    for (int c = 0; c < columns; c++) {
                        to[at + c * rows + r] = from[at + r * columns + c];
                    }
                }
            }
        }

        @Override
        public void tensors(TensorVisitor visitor) {
            visitor.tensor("out", shape, out);
            visitor.tensor("grad.in", shape, dIn);
        }
    }
}
