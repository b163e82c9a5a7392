package dev.vitrine.ui.generate;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.training.Command;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.Session;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the logits of the token at a place up to date, after the prompt with the viewed state: worked in the background on a
 * copy of the weights; one at a time, and while training runs at most every half second.
 */
final class Preview {
    /**
     * The logits of the next token.
     *
     * @param weights that gave them
     */
    record Result(Command.WeightsAt weights, Place place, float[] logits) {
        int step() {
            return weights.step();
        }
    }

    private record Wish(ModelService model, long stateHash, Place place) { }

    private static final long PAUSE_NANOS = 500_000_000;

    private final Session session;
    private final String run;
    private final LongSupplier nanoTime;
    private final Consumer<Runnable> later;
    private final Runnable changed;
    private Wish done;
    private Wish asked;
    private long askedAt;
    private Result result;
    private String failure = "";

    /**
     * @param later   carries work from any thread to this one
     * @param changed is run when there is another result or failure
     */
    Preview(Session session, String run, LongSupplier nanoTime, Consumer<Runnable> later, Runnable changed) {
        this.session = session;
        this.run = run;
        this.nanoTime = nanoTime;
        this.later = later;
        this.changed = changed;
    }

    /** The newest logits, or null. */
    Result result() {
        return result;
    }

    /** Why there are none, or empty. */
    String failure() {
        return failure;
    }

    /** Another run: what was known is of no use. */
    void forget() {
        done = null;
        asked = null;
        result = null;
        failure = "";
    }

    /** @param place the same object while nothing changes */
    void frame(Snapshot viewed, Place place) {
        boolean live = place.tree() == null;
        Wish wish = new Wish(session.model(), live ? viewed.stateHash() : 0, place);
        if (asked != null || wish.equals(done)) {
            return;
        }
        boolean same = done != null && done.place() == place;
        if (viewed.running() && same && nanoTime.getAsLong() - askedAt < PAUSE_NANOS) {
            return;
        }
        asked = wish;
        askedAt = nanoTime.getAsLong();
        (live ? session.weights(run) : CompletableFuture.completedFuture(place.tree().weights()))
                .thenApplyAsync(weights -> work(weights, wish), session.background())
                .whenComplete((answer, error) -> later.accept(() ->
                        arrive(wish, live ? viewed.step() : place.tree().step(), answer, error)));
    }

    private static Result work(Command.WeightsAt at, Wish wish) {
        Generator generator = new Generator(at.model(), at.weights(),
                Backends.create(wish.model().backend()));
        return new Result(at, wish.place(), generator.logits(wish.place().text().ids()));
    }

    private void arrive(Wish wish, int step, Result answer, Throwable error) {
        if (wish != asked) {
            return;
        }
        asked = null;
        result = answer;
        failure = error == null ? "" : String.valueOf(error.getCause() == null ? error.getMessage() : error.getCause().getMessage());
        done = answer != null && answer.step() != step ? null : wish;   // training went on in between: not what is viewed
        if (done == null) {
            done = new Wish(wish.model(), ~wish.stateHash(), wish.place());
        }
        changed.run();
    }
}
