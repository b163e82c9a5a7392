package dev.vitrine.training;

/**
 * A 64-bit fingerprint of a training state: equal states have equal hashes, and one changed bit changes it. Eight
 * independent multiply-xor chains, so that it costs little against a step.
 */
final class StateHash {
    private static final long PRIME = 0x9E3779B185EBCA87L;
    private final long[] lanes = new long[8];

    StateHash() {
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = PRIME * (i + 1);
        }
    }

    StateHash add(float[] values) {
        long a = lanes[0];
        long b = lanes[1];
        long c = lanes[2];
        long d = lanes[3];
        long e = lanes[4];
        long f = lanes[5];
        long g = lanes[6];
        long h = lanes[7];
        int n = values.length & ~7;
        for (int i = 0; i < n; i += 8) {
            a = mix(a, values[i]);
            b = mix(b, values[i + 1]);
            c = mix(c, values[i + 2]);
            d = mix(d, values[i + 3]);
            e = mix(e, values[i + 4]);
            f = mix(f, values[i + 5]);
            g = mix(g, values[i + 6]);
            h = mix(h, values[i + 7]);
        }
        for (int i = n; i < values.length; i++) {
            a = mix(a, values[i]);
        }
        lanes[0] = a;
        lanes[1] = b;
        lanes[2] = c;
        lanes[3] = d;
        lanes[4] = e;
        lanes[5] = f;
        lanes[6] = g;
        lanes[7] = h;
        return this;
    }

    /** Odd multiplier and xor are both one-to-one, so a changed bit always reaches the end of its chain. */
    private static long mix(long chain, float value) {
        return (chain ^ Float.floatToRawIntBits(value)) * PRIME;
    }

    StateHash add(long value) {
        lanes[0] = (lanes[0] ^ value) * PRIME;
        return this;
    }

    long value() {
        long all = 0;
        for (long lane : lanes) {
            all = (all ^ lane ^ lane >>> 29) * PRIME;
            all ^= all >>> 32;
        }
        return all;
    }

    /** As it is shown and compared: 16 hexadecimal digits. */
    static String text(long hash) {
        return String.format("%016x", hash);
    }
}
