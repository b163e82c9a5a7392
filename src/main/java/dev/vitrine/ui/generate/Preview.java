package dev.vitrine.ui.generate;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.training.Command;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.Session;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the logits of the token after the prompt up to date with the viewed state: worked in the background on a copy of
 * the weights; one at a time, and while training runs at most every half second.
 */
final class Preview {
    /**
     * The logits of the next token.
     *
     * @param prompt ids, not modified
     */
    record Result(int step, int[] prompt, float[] logits) { }

    private record Wish(TrainingService service, long stateHash, int[] prompt) { }

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

    /** @param prompt the same array while the prompt is the same */
    void frame(Snapshot viewed, int[] prompt) {
        Wish wish = new Wish(session.service(), viewed.stateHash(), prompt);
        if (asked != null || wish.equals(done)) {
            return;
        }
        boolean samePrompt = done != null && done.prompt() == prompt;
        if (viewed.running() && samePrompt && nanoTime.getAsLong() - askedAt < PAUSE_NANOS) {
            return;
        }
        asked = wish;
        askedAt = nanoTime.getAsLong();
        session.weights(run)
                .thenApplyAsync(weights -> work(weights, wish), session.background())
                .whenComplete((answer, error) -> later.accept(() -> arrive(wish, viewed.step(), answer, error)));
    }

    private static Result work(Command.WeightsAt at, Wish wish) {
        Generator generator = new Generator(at.model(), at.weights(),
                Backends.create(wish.service().config().backend()));
        return new Result(at.step(), wish.prompt(), generator.logits(wish.prompt()));
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
            done = new Wish(wish.service(), ~wish.stateHash(), wish.prompt());
        }
        changed.run();
    }
}
