package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyframesTest {
    private final float[] weights = new float[10];
    private final float[] moments = new float[5];

    private Keyframes keyframes(int room, int stride) {
        return new Keyframes(List.of(weights, moments), room * 60L, stride);   // 60 bytes a copy
    }

    /** The state of a step is its number everywhere. */
    private void offer(Keyframes keyframes, int step) {
        Arrays.fill(weights, step);
        Arrays.fill(moments, -step);
        keyframes.offer(step);
    }

    private void holds(Keyframes keyframes, int step) {
        keyframes.restore(keyframes.before(step));
        assertThat(weights).containsOnly(keyframes.before(step));
        assertThat(moments).containsOnly(-keyframes.before(step));
    }

    @Test
    void aStateIsKeptAtEveryStride() {
        Keyframes keyframes = keyframes(100, 4);
        for (int s = 0; s <= 21; s++) {
            offer(keyframes, s);
        }
        assertThat(keyframes.count()).isEqualTo(6);
        assertThat(List.of(keyframes.before(0), keyframes.before(3), keyframes.before(4), keyframes.before(21)))
                .containsExactly(0, 0, 4, 20);
        for (int s = 0; s <= 21; s++) {
            holds(keyframes, s);
        }
    }

    @Test
    void theMemoryToldBeforehandIsThatOfTheCopies() {
        Keyframes keyframes = keyframes(100, 4);
        Keyframes small = keyframes(3, 4);
        for (int s = 0; s <= 21; s++) {
            keyframes.offer(s);
            small.offer(s);
        }
        assertThat(Keyframes.bytes(60, 100 * 60, 4, 21)).isEqualTo(keyframes.count() * 60L);
        assertThat(Keyframes.bytes(60, 3 * 60, 4, 21)).isEqualTo(3 * 60).isGreaterThanOrEqualTo(small.count() * 60L);
    }

    @Test
    void theStrideDoublesWhenThereIsNoMoreRoom() {
        Keyframes keyframes = keyframes(4, 1);
        for (int s = 0; s <= 100; s++) {
            offer(keyframes, s);
            assertThat(keyframes.count()).isBetween(1, 4);
            assertThat(s - keyframes.before(s)).as("steps to work again at " + s).isLessThan(keyframes.stride());
        }
        assertThat(keyframes.stride()).isEqualTo(32);
        for (int s = 0; s <= 100; s++) {
            holds(keyframes, s);
            assertThat(keyframes.before(s)).isEqualTo(s / 32 * 32);
        }
    }

    @Test
    void twoStatesAreKeptHoweverLittleRoomThereIs() {
        Keyframes keyframes = new Keyframes(List.of(weights, moments), 0, 8);
        for (int s = 0; s <= 64; s++) {
            offer(keyframes, s);
        }
        assertThat(keyframes.count()).isEqualTo(2);
        assertThat(keyframes.before(63)).isZero();
        assertThat(keyframes.before(64)).isEqualTo(64);
    }

    @Test
    void aStateKeptOnceStaysAsItWas() {
        Keyframes keyframes = keyframes(4, 1);
        offer(keyframes, 0);
        offer(keyframes, 1);
        Arrays.fill(weights, 99);
        keyframes.offer(1);
        holds(keyframes, 1);
    }

    @Test
    void whatComesAfterAForkIsForgotten() {
        Keyframes keyframes = keyframes(100, 2);
        for (int s = 0; s <= 10; s++) {
            offer(keyframes, s);
        }
        keyframes.dropAfter(6);
        assertThat(keyframes.before(10)).isEqualTo(6);
        assertThat(keyframes.count()).isEqualTo(4);
        offer(keyframes, 8);
        holds(keyframes, 8);
        holds(keyframes, 5);
    }
}
