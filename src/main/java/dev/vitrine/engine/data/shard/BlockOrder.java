package dev.vitrine.engine.data.shard;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;

/**
 * A random order of 0 .. n-1 in no memory: a Feistel network of four rounds keyed by (seed, site, epoch) permutes the least
 * 4^k not below n, and is walked until it lands below n (Black and Rogaway 2002, Ciphers with arbitrary finite domains).
 */
record BlockOrder(Draws draws, long site, long n) {
    private static final int ROUNDS = 4;

    /** The i-th number in an epoch's order. */
    long at(long epoch, long i) {
        int half = (64 - Long.numberOfLeadingZeros(Math.max(1, n - 1)) + 1) / 2;
        long mask = (1L << half) - 1;
        long value = i;
        do {
            long left = value >>> half;
            long right = value & mask;
            for (int round = 0; round < ROUNDS; round++) {
                long mixed = left ^ draws.bits(Purpose.DATA_ORDER, site, epoch * ROUNDS + round, right) & mask;
                left = right;
                right = mixed;
            }
            value = left << half | right;
        } while (value >= n);
        return value;
    }
}
