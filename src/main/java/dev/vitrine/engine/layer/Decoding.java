package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.kernel.PackedMatrix;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What passes share that read one sequence in pieces, a few rows at a time: where a piece begins, the keys and values of what was
 * read before, one {@link KvCache} for each use of an attention, and weights packed once. After {@link #rewind} the next pass gets
 * the same caches in the same order; so passes for pieces of different lengths go on from one another.
 */
public final class Decoding {
    private final int capacity;
    private final Workers workers;
    private final Map<Parameter, PackedMatrix> packed;
    private final List<KvCache> caches = new ArrayList<>();
    private final RowRange head = new RowRange(0, 1);
    private int next;
    private int from;

    /** @param capacity positions that there is room for
     *  @param workers  who share the columns of large products */
    public Decoding(int capacity, Workers workers) {
        this(capacity, workers, new IdentityHashMap<>());
    }

    private Decoding(int capacity, Workers workers, Map<Parameter, PackedMatrix> packed) {
        this.capacity = capacity;
        this.workers = workers;
        this.packed = packed;
    }

    /** For another sequence with the same weights. */
    public Decoding another() {
        return new Decoding(capacity, workers, packed);
    }

    public int capacity() {
        return capacity;
    }

    /** The next pass gets the caches that the first one got. */
    public void rewind() {
        next = 0;
    }

    /** Where the next piece begins, and which of its rows the head reads.
     *  @param position of its first row; what was kept from there on is forgotten */
    public void at(int position, int headFrom, int headRows) {
        from = position;
        head.set(headFrom, headRows);
    }

    /** Takes over what another one, made by {@link #another}, keeps of the first so many positions. */
    public void copy(Decoding other, int positions) {
        for (int i = 0; i < caches.size(); i++) {
            caches.get(i).copy(other.caches.get(i), positions);
        }
    }

    int position(int row) {
        return from + row;
    }

    Workers workers() {
        return workers;
    }

    /** Rows that the head works on. */
    RowRange head() {
        return head;
    }

    KvCache cache(int kvHeads, int hs) {
        if (next == caches.size()) {
            caches.add(new KvCache(kvHeads, hs, capacity));
        }
        return caches.get(next++);
    }

    /** A weight as a right operand, turned or not. */
    PackedMatrix packed(Parameter weight, boolean transposed, Weights weights, Kernels kernels) {
        return packed.computeIfAbsent(weight, w -> {
            PackedMatrix matrix = new PackedMatrix();
            int rows = w.shape().rows();
            int columns = w.shape().columns();
            kernels.pack(transposed, transposed ? columns : rows, transposed ? rows : columns, weights.of(w).data, 0, columns, matrix);
            return matrix;
        });
    }
}
