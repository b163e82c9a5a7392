package dev.vitrine.engine.layer;

import dev.vitrine.engine.kernel.PackedMatrix;

/** The keys and values that one use of an attention has worked so far. Keys lie turned, so that one row of products runs over
 *  all of them; a row's place is its position. */
final class KvCache {
    private final int kvHeads;
    private final int hs;
    private final int capacity;     // positions, a multiple of a packed panel's columns
    private final float[] keys;     // (KV, hs, capacity)
    private final float[] values;   // (KV, capacity, hs)

    KvCache(int kvHeads, int hs, int positions) {
        this.kvHeads = kvHeads;
        this.hs = hs;
        capacity = PackedMatrix.padded(positions);
        keys = new float[kvHeads * hs * capacity];
        values = new float[kvHeads * hs * capacity];
    }

    /** @param row where the keys of a row begin; its values stand behind them */
    void put(float[] row, int at, int position) {
        for (int i = 0; i < kvHeads * hs; i++) {
            keys[i * capacity + position] = row[at + i];
        }
        for (int head = 0; head < kvHeads; head++) {
            System.arraycopy(row, at + (kvHeads + head) * hs, values, (head * capacity + position) * hs, hs);
        }
    }

    /** Takes over the first so many positions of another one of the same shape. */
    void copy(KvCache from, int positions) {
        for (int i = 0; i < kvHeads * hs; i++) {
            System.arraycopy(from.keys, i * capacity, keys, i * capacity, positions);
        }
        for (int head = 0; head < kvHeads; head++) {
            System.arraycopy(from.values, head * capacity * hs, values, head * capacity * hs, positions * hs);
        }
    }

    float[] keys() {
        return keys;
    }

    /** Where the key of a position begins; its channels are {@link #capacity} apart. */
    int key(int head, int position) {
        return head * hs * capacity + position;
    }

    int capacity() {
        return capacity;
    }

    float[] values() {
        return values;
    }

    int value(int head, int position) {
        return (head * capacity + position) * hs;
    }
}
