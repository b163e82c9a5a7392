package dev.vitrine.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of this run: 128, 256 or 512 bits, the machine's own unless the system property
 * {@code vitrine.vector.bits} says otherwise. Static and final, because only then does the JIT compile vector code to
 * vector instructions; every width gives the same bits.
 */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = species();
    static final int COUNT = SPECIES.length();

    private Lanes() {
    }

    private static VectorSpecies<Float> species() {
        int own = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        int bits = Integer.getInteger("vitrine.vector.bits", Math.clamp(own, 128, 512));
        if (bits != 128 && bits != 256 && bits != 512) {
            throw new IllegalArgumentException("vitrine.vector.bits (" + bits + ") must be 128, 256 or 512");
        }
        return VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
    }
}
