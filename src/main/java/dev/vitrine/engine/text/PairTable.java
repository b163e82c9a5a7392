package dev.vitrine.engine.text;

import java.util.Arrays;

/** Numbers of pairs of ids; open addressing, as a pair is looked up for every two letters of a text. */
final class PairTable {
    private static final long FREE = -1;

    private long[] keys;
    private long[] values;
    private int size;

    /** @param expected pairs */
    PairTable(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, expected)) * 4;
        keys = new long[capacity];
        values = new long[capacity];
        Arrays.fill(keys, FREE);
    }

    static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    static int left(long pair) {
        return (int) (pair >>> 32);
    }

    static int right(long pair) {
        return (int) pair;
    }

    /** The number of a pair, or another if it has none. */
    long get(long pair, long otherwise) {
        int slot = slot(pair);
        return keys[slot] == pair ? values[slot] : otherwise;
    }

    void put(long pair, long value) {
        int slot = slot(pair);
        if (keys[slot] != pair) {
            slot = take(pair, slot);
        }
        values[slot] = value;
    }

    /** Adds to the number of a pair, which is 0 at first. */
    void add(long pair, long value) {
        int slot = slot(pair);
        if (keys[slot] != pair) {
            slot = take(pair, slot);
        }
        values[slot] += value;
    }

    private int take(long pair, int free) {
        int slot = free;
        if (2 * (size + 1) > keys.length) {
            grow();
            slot = slot(pair);
        }
        keys[slot] = pair;
        size++;
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new long[2 * oldKeys.length];
        Arrays.fill(keys, FREE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /** Where a pair stands, or the free place where it would. */
    private int slot(long pair) {
        long hash = pair * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32 ^ hash >>> 48) & keys.length - 1;
        while (keys[slot] != FREE && keys[slot] != pair) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }
}
