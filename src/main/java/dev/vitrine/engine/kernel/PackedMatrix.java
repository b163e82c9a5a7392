package dev.vitrine.engine.kernel;

/**
 * A right operand B(k, n) of products in the order in which a backend reads it. Packing costs about as much as the product
 * of 10 rows, so what is multiplied often, such as the weights of a step, is packed once. Made by {@link Kernels#pack} and
 * read by the same backend only.
 */
public final class PackedMatrix {
    /** A part may begin at a column that is a multiple of this: whole panels of any vector width. */
    public static final int ALIGNED = 32;

    private static final int PADDED = 16;

    int k;
    int n;           // padded
    float[] values = new float[0];

    /** So many columns are packed where there are n: those beyond are 0, and may be multiplied as well. */
    public static int padded(int n) {
        return (n + PADDED - 1) / PADDED * PADDED;
    }

    /** Takes this shape, with room for {@code size} numbers. */
    void shape(int k, int n, int size) {
        this.k = k;
        this.n = n;
        if (values.length < size) {
            values = new float[size];
        }
    }

    @Override
    public String toString() {
        return "packed " + k + " x " + n;
    }
}
