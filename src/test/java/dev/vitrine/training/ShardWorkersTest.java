package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ShardWorkersTest {
    @Test
    void everyTaskIsDoneOnceARoundWhateverTheThreads() {
        for (int threads = 1; threads <= 3; threads++) {
            try (ShardWorkers workers = new ShardWorkers(threads)) {
                for (int tasks = 0; tasks <= 5; tasks++) {
                    AtomicIntegerArray done = new AtomicIntegerArray(7);
                    for (int round = 1; round <= 20; round++) {
                        workers.run(tasks, done::incrementAndGet);
                        for (int i = 0; i < 7; i++) {
                            assertThat(done.get(i)).isEqualTo(i < tasks ? round : 0);
                        }
                    }
                }
            }
        }
    }

    @Test
    void whatATaskWroteIsSeenAfterTheRound() {
        try (ShardWorkers workers = new ShardWorkers(2)) {
            int[] plain = new int[2];
            for (int round = 1; round <= 2_000; round++) {
                workers.run(2, i -> plain[i]++);
                assertThat(plain[0] + plain[1]).isEqualTo(2 * round);
            }
        }
    }

    @Test
    void aFailureOfATaskComesOutAndTheNextRoundWorks() {
        for (int failing = 0; failing < 3; failing++) {
            int bad = failing;
            try (ShardWorkers workers = new ShardWorkers(2)) {
                AtomicIntegerArray done = new AtomicIntegerArray(3);
                assertThatThrownBy(() -> workers.run(3, i -> {
                    if (i == bad) {
                        throw new IllegalStateException("task " + i);
                    }
                })).hasMessage("task " + bad);
                assertThatThrownBy(() -> workers.run(3, i -> {
                    if (i == bad) {
                        throw new OutOfMemoryError("task " + i);
                    }
                })).isInstanceOf(OutOfMemoryError.class);
                workers.run(3, done::incrementAndGet);
                assertThat(done.get(0) + done.get(1) + done.get(2)).isEqualTo(3);
            }
        }
    }

    @Test
    void atLeastOneThreadIsNeeded() {
        assertThatThrownBy(() -> new ShardWorkers(0)).hasMessage("threads must be at least 1, got 0");
    }
}
