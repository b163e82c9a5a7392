package dev.vitrine.engine.data.report;

import java.util.Arrays;

/** Which text had a 64-bit hash first: a map from longs to ints with open addressing, as a boxed one takes five times the memory. */
final class FirstSeen {
    private long[] keys = new long[1024];
    private int[] values = new int[1024];
    private int size;

    FirstSeen() {
        Arrays.fill(values, -1);
    }

    /** The value that a key had before; -1 where it had none and now has this. */
    int putIfAbsent(long key, int value) {
        if (2 * size >= keys.length) {
            grow();
        }
        int slot = slot(key);
        if (values[slot] < 0) {
            keys[slot] = key;
            values[slot] = value;
            size++;
            return -1;
        }
        return values[slot];
    }

    private int slot(long key) {
        int slot = (int) (key ^ key >>> 32) & keys.length - 1;
        while (values[slot] >= 0 && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[keys.length];
        Arrays.fill(values, -1);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] >= 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
