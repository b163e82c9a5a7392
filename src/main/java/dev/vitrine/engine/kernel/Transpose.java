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
        for (int time = 0; time < times; time++) {
            int in = fromAt + time * L;
            int out = toAt + time * L * ldTo;
            FloatVector x0 = FloatVector.fromArray(SPECIES, from, in);
            FloatVector x1 = FloatVector.fromArray(SPECIES, from, in + ldFrom);
            FloatVector x2 = FloatVector.fromArray(SPECIES, from, in + 2 * ldFrom);
            FloatVector x3 = FloatVector.fromArray(SPECIES, from, in + 3 * ldFrom);
            FloatVector x4 = FloatVector.fromArray(SPECIES, from, in + 4 * ldFrom);
            FloatVector x5 = FloatVector.fromArray(SPECIES, from, in + 5 * ldFrom);
            FloatVector x6 = FloatVector.fromArray(SPECIES, from, in + 6 * ldFrom);
            FloatVector x7 = FloatVector.fromArray(SPECIES, from, in + 7 * ldFrom);

            FloatVector y0 = x0.blend(x1.rearrange(BY1), ODD1);
            FloatVector y1 = x1.blend(x0.rearrange(BY1), EVEN1);
            FloatVector y2 = x2.blend(x3.rearrange(BY1), ODD1);
            FloatVector y3 = x3.blend(x2.rearrange(BY1), EVEN1);
            FloatVector y4 = x4.blend(x5.rearrange(BY1), ODD1);
            FloatVector y5 = x5.blend(x4.rearrange(BY1), EVEN1);
            FloatVector y6 = x6.blend(x7.rearrange(BY1), ODD1);
            FloatVector y7 = x7.blend(x6.rearrange(BY1), EVEN1);

            x0 = y0.blend(y2.rearrange(BY2), ODD2);
            x2 = y2.blend(y0.rearrange(BY2), EVEN2);
            x1 = y1.blend(y3.rearrange(BY2), ODD2);
            x3 = y3.blend(y1.rearrange(BY2), EVEN2);
            x4 = y4.blend(y6.rearrange(BY2), ODD2);
            x6 = y6.blend(y4.rearrange(BY2), EVEN2);
            x5 = y5.blend(y7.rearrange(BY2), ODD2);
            x7 = y7.blend(y5.rearrange(BY2), EVEN2);

            VectorMath.squares(x0.blend(x4.rearrange(BY4), ODD4), to, out, ldTo);
            VectorMath.squares(x1.blend(x5.rearrange(BY4), ODD4), to, out + ldTo, ldTo);
            VectorMath.squares(x2.blend(x6.rearrange(BY4), ODD4), to, out + 2 * ldTo, ldTo);
            VectorMath.squares(x3.blend(x7.rearrange(BY4), ODD4), to, out + 3 * ldTo, ldTo);
            VectorMath.squares(x4.blend(x0.rearrange(BY4), EVEN4), to, out + 4 * ldTo, ldTo);
            VectorMath.squares(x5.blend(x1.rearrange(BY4), EVEN4), to, out + 5 * ldTo, ldTo);
            VectorMath.squares(x6.blend(x2.rearrange(BY4), EVEN4), to, out + 6 * ldTo, ldTo);
            VectorMath.squares(x7.blend(x3.rearrange(BY4), EVEN4), to, out + 7 * ldTo, ldTo);
        }
    }
}
