package dev.vitrine.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorWidthTest {
    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void everyWidthGivesTheSameBits(int bits) {
        String printed = OtherJava.run(Digest.class, "--add-modules", "jdk.incubator.vector", "-Dvitrine.vector.bits=" + bits);
        assertThat(printed).contains("width " + bits + " digest " + digest());
    }

    @Test
    void aWidthThatDoesNotExistIsRefused() {
        assertThat(OtherJava.run(Digest.class, "--add-modules", "jdk.incubator.vector", "-Dvitrine.vector.bits=64"))
                .contains("vitrine.vector.bits (64) must be 128, 256 or 512");
    }

    /** A hash of everything the fast backend computes at some sizes. */
    static int digest() {
        Kernels kernels = new VectorKernels();
        int hash = 0;
        for (int n : new int[] {1, 3, 5, 8, 17, 40}) {
            for (KernelCase kernelCase : KernelCase.ALL.values()) {
                hash = 31 * hash + Arrays.hashCode(KernelCase.bits(kernelCase.run(kernels, n, UnaryOperator.identity())));
            }
        }
        return hash;
    }

    /** Prints the width and the hash of this Java. */
    static final class Digest {
        private Digest() {
        }

        public static void main(String[] args) {
            System.out.println("width " + Lanes.SPECIES.vectorBitSize() + " digest " + digest());
        }
    }
}
