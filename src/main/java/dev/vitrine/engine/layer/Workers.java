package dev.vitrine.engine.layer;

import java.util.function.IntConsumer;

/** Who does pieces of work that touch nothing in common, side by side where there is more than one thread. */
public interface Workers {
    /** The thread that asks, one piece after the other. */
    Workers ALONE = new Workers() {
        @Override
        public int threads() {
            return 1;
        }

        @Override
        public void run(int tasks, IntConsumer task) {
            for (int i = 0; i < tasks; i++) {
                task.accept(i);
            }
        }
    };

    int threads();

    /** Calls {@code task} with 0 to tasks-1 and returns when all are done. */
    void run(int tasks, IntConsumer task);
}
