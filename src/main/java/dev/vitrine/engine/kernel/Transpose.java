package dev.vitrine.engine.kernel;

import static dev.vitrine.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Eight rows of a matrix written as columns, in squares of 8 x 8 that never leave the registers: three rounds exchange what
 * is 1, 2 and 4 places off the diagonal (Eklundh 1972). Vectors of 16 hold the rows of two squares. For vectors of 8 or more.
 */
final class Transpose {
    private static final int L = Lanes.COUNT;
    private static final VectorShuffle<Float> BY1 = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);
    private static final VectorShuffle<Float> BY2 = VectorShuffle.fromOp(SPECIES, i -> i ^ 2);
    private static final VectorShuffle<Float> BY4 = VectorShuffle.fromOp(SPECIES, i -> i ^ 4);
    private static final VectorMask<Float> ODD1 = VectorMask.fromLong(SPECIES, 0b1010101010101010);
    private static final VectorMask<Float> ODD2 = VectorMask.fromLong(SPECIES, 0b1100110011001100);
    private static final VectorMask<Float> ODD4 = VectorMask.fromLong(SPECIES, 0b1111000011110000);
    private static final VectorMask<Float> EVEN1 = VectorMask.fromLong(SPECIES, 0b0101010101010101);
    private static final VectorMask<Float> EVEN2 = VectorMask.fromLong(SPECIES, 0b0011001100110011);
    private static final VectorMask<Float> EVEN4 = VectorMask.fromLong(SPECIES, 0b0000111100001111);

    private Transpose() {
    }

    /** {@code from} is (8, L * times), not modified; column p goes to {@code to[toAt + p * ldTo]}. */
    static void eight(int times, float[] from, int fromAt, int ldFrom, float[] to, int toAt, int ldTo) {
        everySecond(times, from, fromAt, fromAt + ldFrom, ldFrom, ODD1, to, toAt, ldTo);
        everySecond(times, from, fromAt + ldFrom, fromAt, ldFrom, EVEN1, to, toAt + ldTo, ldTo);
    }

    /**
     * Every second column of the squares, from all eight rows: all of them at once would be more than C2 inlines.
     *
     * @param aAt  where the rows 0, 2, 4, 6 begin, or 1, 3, 5, 7
     * @param bAt  where the others begin
     * @param swap the lanes of the first round that come from those others
     */
    private static void everySecond(int times, float[] from, int aAt, int bAt, int ldFrom, VectorMask<Float> swap, float[] to, int toAt,
                                    int ldTo) {
        for (int time = 0; time < times; time++) {
            int a = aAt + time * L;
            int b = bAt + time * L;
            int out = toAt + time * L * ldTo;
            FloatVector y0 = FloatVector.fromArray(SPECIES, from, a)
                    .blend(FloatVector.fromArray(SPECIES, from, b).rearrange(BY1), swap);
            FloatVector y2 = FloatVector.fromArray(SPECIES, from, a + 2 * ldFrom)
                    .blend(FloatVector.fromArray(SPECIES, from, b + 2 * ldFrom).rearrange(BY1), swap);
            FloatVector y4 = FloatVector.fromArray(SPECIES, from, a + 4 * ldFrom)
                    .blend(FloatVector.fromArray(SPECIES, from, b + 4 * ldFrom).rearrange(BY1), swap);
            FloatVector y6 = FloatVector.fromArray(SPECIES, from, a + 6 * ldFrom)
                    .blend(FloatVector.fromArray(SPECIES, from, b + 6 * ldFrom).rearrange(BY1), swap);

            FloatVector x0 = y0.blend(y2.rearrange(BY2), ODD2);
            FloatVector x2 = y2.blend(y0.rearrange(BY2), EVEN2);
            FloatVector x4 = y4.blend(y6.rearrange(BY2), ODD2);
            FloatVector x6 = y6.blend(y4.rearrange(BY2), EVEN2);

            VectorMath.squares(x0.blend(x4.rearrange(BY4), ODD4), to, out, ldTo);
            VectorMath.squares(x2.blend(x6.rearrange(BY4), ODD4), to, out + 2 * ldTo, ldTo);
            VectorMath.squares(x4.blend(x0.rearrange(BY4), EVEN4), to, out + 4 * ldTo, ldTo);
            VectorMath.squares(x6.blend(x2.rearrange(BY4), EVEN4), to, out + 6 * ldTo, ldTo);
        }
    }
}
