package dev.vitrine.engine;

/**
 * Stateless random numbers: the i-th draw of (purpose, site, step) is a pure function of the seed, so recomputation,
 * replay and any number of threads agree. The mixer is SplitMix64's finaliser (Steele, Lea and Flood 2014).
 */
public record Draws(long seed) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** What a draw is for; different purposes never share numbers. */
    public enum Purpose { INITIAL_WEIGHTS, INITIAL_STATE, DATA_ORDER, DATA_SPLIT, SAMPLING, PROBE, DROPOUT, BATCH_ORDER, HALTING, PUZZLE,
        AUGMENTATION }

    /** 64 random bits. */
    public long bits(Purpose purpose, long site, long step, long i) {
        long h = mix(seed + GOLDEN * (purpose.ordinal() + 1));
        h = mix(h ^ site * GOLDEN);
        h = mix(h + step * 0xD1B54A32D192ED03L);
        return mix(h ^ i * 0x8CB92BA72F3D8DD7L + GOLDEN);
    }

    /** Uniform in [0, 1), 53 bits. */
    public double uniform(Purpose purpose, long site, long step, long i) {
        return (bits(purpose, site, step, i) >>> 11) * 0x1.0p-53;
    }

    /** Uniform integer in [0, bound). */
    public int below(int bound, Purpose purpose, long site, long step, long i) {
        return (int) (uniform(purpose, site, step, i) * bound);
    }

    /** Standard normal by Box and Muller 1958; {@link StrictMath} so that the bits are the same everywhere. */
    public double gaussian(Purpose purpose, long site, long step, long i) {
        double u = 1 - uniform(purpose, site, step, 2 * i);
        double v = uniform(purpose, site, step, 2 * i + 1);
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
    }

    /** A site for a name, such as a parameter's: 64-bit FNV-1a. */
    public static long site(String name) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            h = (h ^ name.charAt(i)) * 0x100000001b3L;
        }
        return h;
    }

    /** A random order of 0 .. n-1 (Fisher and Yates). */
    public int[] permutation(int n, Purpose purpose, long site, long step) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = below(i + 1, purpose, site, step, i);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** One long as another, each bit of which depends on every bit of it. */
    public static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
