package dev.vitrine.training;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.text.Tokenizer;
import java.util.List;
import java.util.concurrent.CancellationException;

/** An evaluation on a thread of its own, of a copy of weights, while training goes on: look at it whenever you like. */
public final class EvaluationJob {
    private final Command.WeightsAt from;
    private final String backend;
    private final Tokenizer tokenizer;
    private final List<String> lines;
    private volatile int reached;
    private final String template;
    private volatile boolean cancelled;
    private volatile boolean done;
    private volatile TextEvaluator.Result result;
    private volatile String failure;

    private EvaluationJob(Command.WeightsAt from, String backend, Tokenizer tokenizer, List<String> lines, String template) {
        this.from = from;
        this.backend = backend;
        this.tokenizer = tokenizer;
        this.lines = lines;
        this.template = template;
    }

    /** @param backend  name in {@link Backends}
     *  @param template of chats */
    public static EvaluationJob start(Command.WeightsAt from, String backend, Tokenizer tokenizer, List<String> lines, String template) {
        EvaluationJob job = new EvaluationJob(from, backend, tokenizer, lines, template);
        Thread.ofPlatform().daemon().name("evaluation").start(job::work);
        return job;
    }

    private void work() {
        try {
            result = evaluator().measure(lines, TextEvaluator.Settings.of(template), at -> {
                reached = at;
                return !cancelled;
            });
        } catch (CancellationException e) {
            failure = e.getMessage();
        } catch (RuntimeException | Error e) {
            failure = TrainingService.text(e);
        } finally {
            done = true;
        }
    }

    /** One more on the same weights, for another thread. */
    public TextEvaluator evaluator() {
        return new TextEvaluator(from.model(), from.weights(), Backends.create(backend), tokenizer);
    }

    /** The state whose weights are measured. */
    public int step() {
        return from.step();
    }

    public List<String> lines() {
        return lines;
    }

    /** Lines that are measured by now. */
    public int reached() {
        return reached;
    }

    /** Whether it came to its end, or to another. */
    public boolean done() {
        return done;
    }

    /** Null before the end, and where there is a {@link #failure}. */
    public TextEvaluator.Result result() {
        return result;
    }

    /** Why there is no result, or null. */
    public String failure() {
        return failure;
    }

    /** Ends it before the next line. */
    public void cancel() {
        cancelled = true;
    }
}
