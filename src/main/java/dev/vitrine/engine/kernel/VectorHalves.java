package dev.vitrine.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Conversions of bf16 on vectors, with the bits of {@link Half#BF16}. Those of fp16 are plain loops, which C2 turns into the
 * processor's own conversion; it leaves the loops of bf16 scalar.
 */
final class VectorHalves {
    private static final VectorSpecies<Integer> INTS = Lanes.SPECIES.withLanes(int.class);
    /** As many shorts as there are ints. */
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class,
            VectorShape.forBitSize(INTS.vectorBitSize() / 2));
    private static final int L = Lanes.COUNT;
    private static final int INFINITE = 0x7f800000;

    private VectorHalves() {
    }

    static void narrow(int n, float[] x, short[] y) {
        int i = 0;
        for (; i <= n - L; i += L) {
            IntVector bits = FloatVector.fromArray(Lanes.SPECIES, x, i).reinterpretAsInts();
            IntVector upper = bits.lanewise(VectorOperators.LSHR, 16);
            IntVector rounded = bits.add(0x7fff).add(upper.and(1)).lanewise(VectorOperators.LSHR, 16);
            ((ShortVector) rounded.blend(upper.or(0x40), bits.and(0x7fffffff).compare(VectorOperators.GT, INFINITE))
                    .convertShape(VectorOperators.I2S, SHORTS, 0)).intoArray(y, i);
        }
        for (; i < n; i++) {
            y[i] = Half.BF16.narrow(x[i]);
        }
    }

    static void widen(int n, short[] x, float[] y) {
        int i = 0;
        for (; i <= n - L; i += L) {
            ((IntVector) ShortVector.fromArray(SHORTS, x, i).convertShape(VectorOperators.S2I, INTS, 0))
                    .lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(y, i);
        }
        for (; i < n; i++) {
            y[i] = Half.BF16.widen(x[i]);
        }
    }

    static void round(int n, float[] x, float[] y) {
        int i = 0;
        for (; i <= n - L; i += L) {
            IntVector bits = FloatVector.fromArray(Lanes.SPECIES, x, i).reinterpretAsInts();
            IntVector upper = bits.lanewise(VectorOperators.LSHR, 16);
            IntVector rounded = bits.add(0x7fff).add(upper.and(1)).and(0xffff0000);
            rounded.blend(bits.or(0x400000).and(0xffff0000), bits.and(0x7fffffff).compare(VectorOperators.GT, INFINITE))
                    .reinterpretAsFloats().intoArray(y, i);
        }
        for (; i < n; i++) {
            y[i] = Half.BF16.widen(Half.BF16.narrow(x[i]));
        }
    }
}
