package dev.vitrine.ui;

import dev.vitrine.training.Thinker;
import dev.vitrine.training.TrainingService;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks a model of the run, on the weights that it has by then, one question at a time: while an answer is awaited, a newer
 * question waits and replaces any that waited before. What another run answers is dropped. FX thread only.
 */
public final class Asked<T> {
    private final Session session;
    private final Executor fx;
    private final Consumer<T> done;
    private Runnable waiting;
    private boolean busy;

    /**
     * @param fx   brings a task to the FX thread
     * @param done takes the answers
     */
    public Asked(Session session, Executor fx, Consumer<T> done) {
        this.session = session;
        this.fx = fx;
        this.done = done;
    }

    /** @param run model type */
    public void ask(String run, Function<Thinker, T> question) {
        waiting = () -> start(run, question);
        if (!busy) {
            next();
        }
    }

    public boolean busy() {
        return busy;
    }

    private void start(String run, Function<Thinker, T> question) {
        busy = true;
        TrainingService service = session.service();
        session.weights(run).thenCompose(weights -> session.thinking().ask(weights, question))
                .whenComplete((answer, failure) -> fx.execute(() -> {
                    busy = false;
                    if (session.service() == service) {
                        take(answer, failure);
                    }
                    next();
                }));
    }

    private void take(T answer, Throwable failure) {
        if (failure == null) {
            done.accept(answer);
        } else {
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            session.messageProperty().set(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }
    }

    private void next() {
        Runnable now = waiting;
        waiting = null;
        if (now != null) {
            now.run();
        }
    }
}
