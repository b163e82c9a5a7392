package dev.vitrine.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight rows of a matrix written as eight columns, in squares of 8 x 8 that never leave the registers: three rounds
 * exchange what is 1, 2 and 4 places off the diagonal (Eklundh 1972).
 */
final class Transpose {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorShuffle<Float> BY1 = VectorShuffle.fromOp(EIGHT, i -> i ^ 1);
    private static final VectorShuffle<Float> BY2 = VectorShuffle.fromOp(EIGHT, i -> i ^ 2);
    private static final VectorShuffle<Float> BY4 = VectorShuffle.fromOp(EIGHT, i -> i ^ 4);
    private static final VectorMask<Float> ODD1 = VectorMask.fromLong(EIGHT, 0b10101010);
    private static final VectorMask<Float> ODD2 = VectorMask.fromLong(EIGHT, 0b11001100);
    private static final VectorMask<Float> ODD4 = VectorMask.fromLong(EIGHT, 0b11110000);
    private static final VectorMask<Float> EVEN1 = VectorMask.fromLong(EIGHT, 0b01010101);
    private static final VectorMask<Float> EVEN2 = VectorMask.fromLong(EIGHT, 0b00110011);
    private static final VectorMask<Float> EVEN4 = VectorMask.fromLong(EIGHT, 0b00001111);

    private Transpose() {
    }

    /** {@code from} is (8, 8 * squares), not modified; column p goes to {@code to[toAt + p * ldTo]}. */
    static void eight(int squares, float[] from, int fromAt, int ldFrom, float[] to, int toAt, int ldTo) {
        for (int square = 0; square < squares; square++) {
            int in = fromAt + square * 8;
            int out = toAt + square * 8 * ldTo;
            FloatVector x0 = FloatVector.fromArray(EIGHT, from, in);
            FloatVector x1 = FloatVector.fromArray(EIGHT, from, in + ldFrom);
            FloatVector x2 = FloatVector.fromArray(EIGHT, from, in + 2 * ldFrom);
            FloatVector x3 = FloatVector.fromArray(EIGHT, from, in + 3 * ldFrom);
            FloatVector x4 = FloatVector.fromArray(EIGHT, from, in + 4 * ldFrom);
            FloatVector x5 = FloatVector.fromArray(EIGHT, from, in + 5 * ldFrom);
            FloatVector x6 = FloatVector.fromArray(EIGHT, from, in + 6 * ldFrom);
            FloatVector x7 = FloatVector.fromArray(EIGHT, from, in + 7 * ldFrom);

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

            x0.blend(x4.rearrange(BY4), ODD4).intoArray(to, out);
            x1.blend(x5.rearrange(BY4), ODD4).intoArray(to, out + ldTo);
            x2.blend(x6.rearrange(BY4), ODD4).intoArray(to, out + 2 * ldTo);
            x3.blend(x7.rearrange(BY4), ODD4).intoArray(to, out + 3 * ldTo);
            x4.blend(x0.rearrange(BY4), EVEN4).intoArray(to, out + 4 * ldTo);
            x5.blend(x1.rearrange(BY4), EVEN4).intoArray(to, out + 5 * ldTo);
            x6.blend(x2.rearrange(BY4), EVEN4).intoArray(to, out + 6 * ldTo);
            x7.blend(x3.rearrange(BY4), EVEN4).intoArray(to, out + 7 * ldTo);
        }
    }
}
