package dev.vitrine.training;

import dev.vitrine.engine.kernel.Kernels;

/** A 64-bit fingerprint of a training state: equal states have equal hashes, and one changed bit changes its lane. */
final class StateHash {
    private static final long PRIME = 0x9E3779B185EBCA87L;

    private final Kernels kernels;
    private final int[] lanes = new int[Kernels.HASH_LANES];
    private long counters = PRIME;

    StateHash(Kernels kernels) {
        this.kernels = kernels;
    }

    StateHash add(float[] values) {
        kernels.hash(values.length, values, lanes);
        counters = mixed(counters, values.length);
        return this;
    }

    StateHash add(long value) {
        counters = mixed(counters, value);
        return this;
    }

    long value() {
        long all = counters;
        for (int lane : lanes) {
            all = mixed(all, lane);
        }
        return all;
    }

    /** Odd multiplier and xor-shift are both one-to-one. */
    private static long mixed(long chain, long value) {
        long product = (chain ^ value) * PRIME;
        return product ^ product >>> 32;
    }

    /** As it is shown and compared: 16 hexadecimal digits. */
    static String text(long hash) {
        return String.format("%016x", hash);
    }
}
