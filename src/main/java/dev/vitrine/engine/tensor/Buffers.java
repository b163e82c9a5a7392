package dev.vitrine.engine.tensor;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Where a pass gets its memory from, and what that comes to. Passes that are never at work on the same rows can share it:
 * after {@link #rewind} the same matrices are handed out again, in the same order. {@link #counting} ones hand out matrices
 * that have sizes but no numbers, for who wants to know how much a pass takes without taking it.
 */
public final class Buffers {
    private final boolean real;
    private final @Nullable Buffers parent;   // that counts for these; null for none
    private final Shelf kept;
    private final Shelf scratch;
    private final List<Buffers> parts = new ArrayList<>();
    private int nextPart;
    private long bytes;

    /** Matrices of one kind, handed out in order. */
    private final class Shelf {
        private final List<FMatrixRMaj> handed = new ArrayList<>();
        private int next;

        FMatrixRMaj take(TensorShape shape) {
            if (next == handed.size()) {
                handed.add(make(shape));
            }
            FMatrixRMaj matrix = handed.get(next++);
            if (matrix.numRows != shape.rows() || matrix.numCols != shape.columns()) {
                throw new IllegalStateException("passes that share buffers must be of one shape, got " + shape + " after "
                        + matrix.numRows + " x " + matrix.numCols);
            }
            return matrix;
        }
    }

    public Buffers() {
        this(true, null);
    }

    private Buffers(boolean real, @Nullable Buffers parent) {
        this.real = real;
        this.parent = parent;
        kept = new Shelf();
        scratch = new Shelf();
    }

    /** For passes that will never work. */
    public static Buffers counting() {
        return new Buffers(false, null);
    }

    /** A set for passes that share it; counted here, too, and handed out again like a matrix. */
    public Buffers shared() {
        if (nextPart == parts.size()) {
            parts.add(new Buffers(real, this));
        }
        Buffers part = parts.get(nextPart++);
        part.rewind();
        return part;
    }

    private void count(long more) {
        for (Buffers b = this; b != null; b = b.parent) {
            b.bytes += more;
        }
    }

    private FMatrixRMaj make(TensorShape shape) {
        count(4L * shape.count());
        return real ? Tensors.zeros(shape) : Tensors.sizesOnly(shape);
    }

    /** What forward writes and backward, or somebody who looks, may read. */
    public FMatrixRMaj zeros(TensorShape shape) {
        return kept.take(shape);
    }

    /** What backward writes, or what nobody needs once a call is over. */
    public FMatrixRMaj scratch(TensorShape shape) {
        return scratch.take(shape);
    }

    /** The same for n numbers. */
    public float[] scratch(int n) {
        return scratch(TensorShape.of("n", n)).data;
    }

    /** A few numbers a row, kept exactly and never shared. */
    public float[] floats(int n) {
        count(4L * n);
        return new float[real ? n : 0];
    }

    /** As {@link #floats}. */
    public int[] ints(int n) {
        count(4L * n);
        return new int[real ? n : 0];
    }

    /** As {@link #floats}. */
    public short[] shorts(int n) {
        count(2L * n);
        return new short[real ? n : 0];
    }

    /** What {@link #zeros} handed out, and that of the sets made by {@link #shared}. */
    public List<FMatrixRMaj> kept() {
        List<FMatrixRMaj> all = new ArrayList<>(kept.handed);
        parts.forEach(p -> all.addAll(p.kept()));
        return all;
    }

    /** The next pass gets the same matrices. */
    public void rewind() {
        kept.next = 0;
        scratch.next = 0;
        nextPart = 0;
    }

    /** Of all that was handed out by these and those made by {@link #shared}. */
    public long bytes() {
        return bytes;
    }
}
