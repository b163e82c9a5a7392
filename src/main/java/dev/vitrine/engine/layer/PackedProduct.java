package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.kernel.PackedMatrix;
import dev.vitrine.engine.tensor.Parameter;
import java.util.Objects;
import java.util.function.IntConsumer;

/** y = [y +] x W of a piece of a sequence, with W packed once for all pieces. The columns of a large W are shared among the workers
 *  of the decoding; who works one does not touch its bits. */
final class PackedProduct {
    /** Fewer numbers are read from memory sooner than another thread takes notice. */
    private static final int WORTH_SHARING = 1 << 17;
    private static final int TOGETHER = 4 * PackedMatrix.ALIGNED;   // columns that are read side by side

    private final Workers workers;
    private final Kernels[] kernels;   // one for each part
    private final PackedMatrix packed;
    private final int in;
    private final int out;
    private final int part;            // columns of each part but the last
    private final IntConsumer task = this::multiply;
    private int rows;
    private float[] x = {};
    private int xAt;
    private float[] y = {};
    private int yAt;
    private boolean plus;

    /** @param transposed whether W lies as (out, in) */
    PackedProduct(PassContext c, Parameter weight, boolean transposed) {
        Decoding decoding = Objects.requireNonNull(c.decoding());
        packed = decoding.packed(weight, transposed, c.weights(), c.kernels());
        in = transposed ? weight.shape().columns() : weight.shape().rows();
        out = transposed ? weight.shape().rows() : weight.shape().columns();
        workers = decoding.workers();
        int parts = in * out < WORTH_SHARING ? 1 : Math.min(workers.threads(), (out + TOGETHER - 1) / TOGETHER);
        part = parts == 1 ? out : (out / TOGETHER + parts - 1) / parts * TOGETHER;
        kernels = new Kernels[(out + part - 1) / part];
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = i == 0 ? c.kernels() : Backends.create(c.kernels().name());
        }
    }

    void forward(int rows, float[] x, int xAt, float[] y, int yAt, boolean plus) {
        this.rows = rows;
        this.x = x;
        this.xAt = xAt;
        this.y = y;
        this.yAt = yAt;
        this.plus = plus;
        if (kernels.length == 1) {
            multiply(0);
        } else {
            workers.run(kernels.length, task);
        }
    }

    private void multiply(int i) {
        int column = i * part;
        kernels[i].gemmPacked(rows, Math.min(part, out - column), in, x, xAt, in, packed, 0, column, y, yAt + column, out, plus);
    }
}
