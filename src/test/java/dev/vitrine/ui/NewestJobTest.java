package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NewestJobTest {
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final NewestJob<String> job = new NewestJob<>(background::add, Runnable::run, done::add);

    @Test
    void whatWaitedIsReplacedByTheNewest() {
        job.submit(() -> "a");
        job.submit(() -> "b");
        job.submit(() -> "c");

        background.poll().run();
        background.poll().run();

        assertThat(background).isEmpty();
        assertThat(done).containsExactly("a", "c");
    }

    @Test
    void afterAFailureTheNextIsDone() {
        job.submit(() -> {
            throw new IllegalStateException("no");
        });
        job.submit(() -> "b");

        assertThatThrownBy(() -> background.poll().run()).hasMessage("no");
        background.poll().run();

        assertThat(done).containsExactly("b");
    }
}
