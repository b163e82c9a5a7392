package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.tensor.Buffers;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.TensorShape;
import dev.vitrine.engine.tensor.Weights;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one use of a layer needs: sizes, where weights come from, where gradients go, and the inner loops.
 *
 * @param batch  B, sequences
 * @param time   T, positions of each sequence
 * @param chance what dropout draws from; {@link Chance#NONE} where nothing is left out
 * @param share  of the batch that the pass works on, by which its auxiliary losses count
 * @param range  rows that are worked on
 * @param buffers where matrices come from
 * @param memory  what is kept of each block
 * @param workers who works the branches of a block
 * @param padding tokens that nobody sees
 * @param decoding what is kept of a sequence that is read in pieces; null where whole sequences are worked
 */
public record PassContext(int batch, int time, Weights weights, Gradients gradients, Kernels kernels, Chance chance, double share,
                          RowRange range, Buffers buffers, MemoryConfig memory, Workers workers, Padding padding,
                          @Nullable Decoding decoding) {
    /** On all rows, in buffers of its own, on one thread. */
    public PassContext(int batch, int time, Weights weights, Gradients gradients, Kernels kernels, Chance chance, double share) {
        this(batch, time, weights, gradients, kernels, chance, share, new RowRange(0, batch * time), new Buffers(),
                MemoryConfig.DEFAULT, Workers.ALONE, Padding.NONE, null);
    }

    /** Of a whole batch, without dropout. */
    public PassContext(int batch, int time, Weights weights, Gradients gradients, Kernels kernels) {
        this(batch, time, weights, gradients, kernels, Chance.NONE, 1);
    }

    public PassContext {
        if (batch <= 0 || time <= 0) {
            throw new IllegalArgumentException("a pass needs at least one sequence and one position, got batch " + batch
                    + " and time " + time);
        }
    }

    /** Forward only, on the given weights. */
    public static PassContext evaluation(int batch, int time, Weights weights, Kernels kernels) {
        return new PassContext(batch, time, weights, Gradients.NONE, kernels);
    }

    /** B * T. */
    public int rows() {
        return batch * time;
    }

    /** (B, T, C). */
    public TensorShape shape(int channels) {
        return TensorShape.of("B", batch, "T", time, "C", channels);
    }

    /** What forward leaves. */
    FMatrixRMaj zeros(TensorShape shape) {
        return buffers.zeros(shape);
    }

    /** What backward works in. */
    FMatrixRMaj scratch(TensorShape shape) {
        return buffers.scratch(shape);
    }

    float[] scratch(int n) {
        return buffers.scratch(n);
    }

    float[] floats(int n) {
        return buffers.floats(n);
    }

    int[] ints(int n) {
        return buffers.ints(n);
    }

    /** The same, for another number of sequences. */
    public PassContext ofBatch(int other) {
        return new PassContext(other, time, weights, gradients, kernels, chance, share, new RowRange(0, other * time), buffers, memory,
                workers, padding, decoding);
    }

    /** The same, on so many rows for each sequence. */
    public PassContext ofTime(int other) {
        return new PassContext(batch, other, weights, gradients, kernels, chance, share, new RowRange(0, batch * other), buffers, memory,
                workers, Padding.NONE, decoding);
    }

    /** The same, from other buffers. */
    public PassContext from(Buffers other) {
        return new PassContext(batch, time, weights, gradients, kernels, chance, share, range, other, memory, workers, padding,
                decoding);
    }

    /** The same, keeping what is wanted. */
    public PassContext keeping(MemoryConfig wanted) {
        return new PassContext(batch, time, weights, gradients, kernels, chance, share, range, buffers, wanted, workers, padding,
                decoding);
    }

    /** The same, with its branches worked by others. */
    public PassContext workedBy(Workers others) {
        return new PassContext(batch, time, weights, gradients, kernels, chance, share, range, buffers, memory, others, padding,
                decoding);
    }

    /** The same, with tokens that nobody sees. */
    public PassContext padded(Padding hidden) {
        return new PassContext(batch, time, weights, gradients, kernels, chance, share, range, buffers, memory, workers, hidden,
                decoding);
    }

    /** The same, for a piece of a sequence that is read in pieces. */
    public PassContext decoding(Decoding kept) {
        return new PassContext(batch, time, weights, gradients, kernels, chance, share, range, buffers, memory, workers, padding, kept);
    }

    /** The same, for a head: of a piece, it reads only the rows that somebody asks for. */
    public PassContext ofHead() {
        return decoding == null ? this : new PassContext(batch, time, weights, gradients, kernels, chance, share, decoding.head(), buffers,
                memory, workers, padding, decoding);
    }

    /** For a branch that may be worked at the same time as those of this context: kernels belong to one thread. */
    PassContext beside() {
        return workers.threads() == 1 ? this : new PassContext(batch, time, weights, gradients, Backends.create(kernels.name()), chance,
                share, range, buffers, memory, workers, padding, decoding);
    }

    /** The same, for {@code rows} rows of which a part is worked on, in buffers that may be shared. */
    PassContext part(int rows, RowRange range, Buffers buffers) {
        return new PassContext(1, rows, weights, gradients, kernels, chance, share, range, buffers, memory, workers, padding, decoding);
    }
}
