package dev.vitrine.ui;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work for the background of which only the newest counts: while one piece is under way, a new one waits and replaces any
 * that waited before. FX thread only.
 */
public final class NewestJob<T> {
    private final Executor background;
    private final Executor fx;
    private final Consumer<T> done;
    private Supplier<T> waiting;
    private boolean busy;

    /**
     * @param fx   brings a task to the FX thread
     * @param done takes results, on the FX thread, in the order of their submission
     */
    public NewestJob(Executor background, Executor fx, Consumer<T> done) {
        this.background = background;
        this.fx = fx;
        this.done = done;
    }

    public void submit(Supplier<T> work) {
        waiting = work;
        if (!busy) {
            start();
        }
    }

    private void start() {
        Supplier<T> work = waiting;
        waiting = null;
        busy = true;
        background.execute(() -> {
            T result;
            try {
                result = work.get();
            } catch (RuntimeException e) {
                fx.execute(this::next);
                throw e;
            }
            fx.execute(() -> {
                done.accept(result);
                next();
            });
        });
    }

    private void next() {
        busy = false;
        if (waiting != null) {
            start();
        }
    }
}
