package dev.vitrine.ui;

import dev.vitrine.training.Command;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.Snapshot;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps something up to date that is worked from the weights of the viewed state: in the background, one at a time, and while
 * training runs at most every half second. What is not wanted any more is cancelled. FX thread only.
 *
 * @param <W> what is wanted of the weights, compared by equals
 */
public final class StateJob<W, T> {
    /** Works in the background. */
    @FunctionalInterface
    public interface Work<W, T> {
        /** @param cancelled looked at now and then
         *  @return null where it was cancelled */
        T work(Command.WeightsAt weights, W wanted, BooleanSupplier cancelled);
    }

    /** @param step of the state whose weights gave it */
    public record Result<W, T>(int step, W wanted, T value) {
    }

    private record Wish<W>(ModelService model, long stateHash, W wanted) {
    }

    private static final long PAUSE_NANOS = 500_000_000;

    private final Session session;
    private final String run;
    private final LongSupplier nanoTime;
    private final Executor fx;
    private final Work<W, T> work;
    private final Runnable changed;
    private Wish<W> done;
    private Wish<W> asked;
    private AtomicBoolean cancelled = new AtomicBoolean();
    private long askedAt;
    private Result<W, T> result;
    private String failure = "";

    /**
     * @param run     model type
     * @param fx      brings a task to the FX thread
     * @param changed is run when there is another result or failure
     */
    public StateJob(Session session, String run, LongSupplier nanoTime, Executor fx, Work<W, T> work, Runnable changed) {
        this.session = session;
        this.run = run;
        this.nanoTime = nanoTime;
        this.fx = fx;
        this.work = work;
        this.changed = changed;
    }

    /** The newest result, or null. */
    public Result<W, T> result() {
        return result;
    }

    /** Why there is none, or empty. */
    public String failure() {
        return failure;
    }

    public boolean busy() {
        return asked != null;
    }

    /** Another model: what was known is of no use. */
    public void forget() {
        cancelled.set(true);
        done = null;
        result = null;
        failure = "";
    }

    /** Once a frame while the view is visible. */
    public void frame(Snapshot viewed, W wanted) {
        Wish<W> wish = new Wish<>(session.model(), viewed.stateHash(), wanted);
        if (asked != null) {
            if (asked.model() != wish.model() || !asked.wanted().equals(wanted) || !viewed.running() && asked.stateHash() != wish.stateHash()) {
                cancelled.set(true);
            }
            return;
        }
        if (wish.equals(done)) {
            return;
        }
        boolean same = done != null && done.wanted().equals(wanted);
        if (viewed.running() && same && nanoTime.getAsLong() - askedAt < PAUSE_NANOS) {
            return;
        }
        AtomicBoolean stop = new AtomicBoolean();
        cancelled = stop;
        asked = wish;
        askedAt = nanoTime.getAsLong();
        session.weights(run).thenApplyAsync(weights -> work(weights, wanted, stop), session.background())
                .whenComplete((answer, error) -> fx.execute(() -> arrive(wish, viewed.step(), answer, error)));
    }

    private Result<W, T> work(Command.WeightsAt weights, W wanted, AtomicBoolean stop) {
        T value = work.work(weights, wanted, stop::get);
        return value == null ? null : new Result<>(weights.step(), wanted, value);
    }

    private void arrive(Wish<W> wish, int step, Result<W, T> answer, Throwable error) {
        asked = null;
        if (wish.model() != session.model() || answer == null && error == null) {
            return;
        }
        failure = error == null ? "" : sentence(error);
        result = answer;
        boolean asViewed = answer == null || answer.step() == step;    // else training went on in between
        done = new Wish<>(wish.model(), asViewed ? wish.stateHash() : ~wish.stateHash(), wish.wanted());
        changed.run();
    }

    private String sentence(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof OutOfMemoryError ? session.text("shell.noMemory") : String.valueOf(cause.getMessage());
    }
}
