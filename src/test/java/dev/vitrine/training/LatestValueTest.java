package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class LatestValueTest {
    private final LatestValue<Integer> slot = new LatestValue<>();

    @Test
    void aSlowReaderSeesTheNewestValueOnly() {
        slot.put(1);
        slot.put(2);
        slot.put(3);
        assertThat(slot.take()).isEqualTo(3);
        assertThat(slot.take()).isNull();
    }

    @Test
    void aValueIsWantedFirstAndAgainAfterTheLastWasTaken() {
        assertThat(slot.isWanted()).isTrue();
        slot.put(1);
        assertThat(slot.isWanted()).isFalse();
        slot.take();
        assertThat(slot.isWanted()).isTrue();
        slot.take();
        assertThat(slot.isWanted()).as("although there was nothing to take").isTrue();
    }

    @Test
    @Timeout(20)
    void valuesComeInOrderAndTheLastOneArrives() throws InterruptedException {
        int n = 100_000;
        Thread writer = new Thread(() -> {
            for (int i = 1; i <= n; i++) {
                slot.put(i);
            }
        });
        writer.start();
        int last = 0;
        while (last < n) {
            Integer value = slot.take();
            if (value != null) {
                assertThat(value).isGreaterThan(last);
                last = value;
            }
        }
        writer.join();
        assertThat(slot.take()).isNull();
    }
}
