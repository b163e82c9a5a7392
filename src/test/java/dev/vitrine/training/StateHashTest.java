package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.EjmlKernels;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StateHashTest {
    private static long hash(float[] values, long counter) {
        return new StateHash(new EjmlKernels()).add(values).add(counter).value();
    }

    @Test
    void equalStatesHaveEqualHashes() {
        float[] values = Tiny.gaussian("state", 1, 37, 1).data;
        assertThat(hash(values.clone(), 3)).isEqualTo(hash(values, 3));
    }

    @Test
    void anyChangedBitChangesIt() {
        float[] values = Tiny.gaussian("state", 1, 37, 1).data;
        Set<Long> seen = new HashSet<>();
        seen.add(hash(values, 3));
        for (int i = 0; i < values.length; i++) {
            for (int bit = 0; bit < 32; bit++) {
                float[] other = values.clone();
                other[i] = Float.intBitsToFloat(Float.floatToRawIntBits(other[i]) ^ 1 << bit);
                seen.add(hash(other, 3));
            }
        }
        for (int bit = 0; bit < 64; bit++) {
            seen.add(hash(values, 3 ^ 1L << bit));
        }
        assertThat(seen).hasSize(1 + 37 * 32 + 64);
    }

    @Test
    void theOrderOfNumbersAndZeroSignsCount() {
        assertThat(hash(new float[] {1, 2}, 0)).isNotEqualTo(hash(new float[] {2, 1}, 0));
        assertThat(hash(new float[16], 0)).isNotEqualTo(hash(new float[8], 0));
        assertThat(hash(new float[] {0f}, 0)).isNotEqualTo(hash(new float[] {-0f}, 0));
    }

    @Test
    void itIsShownAsSixteenDigits() {
        assertThat(StateHash.text(0xabcL)).isEqualTo("0000000000000abc");
        assertThat(StateHash.text(-1L)).isEqualTo("ffffffffffffffff");
    }
}
