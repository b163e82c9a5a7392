package dev.vitrine.training;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.TextSoFar;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Generates text on a thread of its own, from copies of weights, while training goes on. */
public final class GenerationService implements AutoCloseable {
    /** A text on its way: read it whenever you like, from any thread. */
    public static final class Job {
        private final TextSoFar text;
        private final int step;
        private final List<Choice> choices = new CopyOnWriteArrayList<>();
        private volatile boolean cancelled;
        private volatile boolean done;
        private volatile String failure;

        private Job(TextSoFar text, int step) {
            this.text = text;
            this.step = step;
        }

        /** What it goes on from. */
        public TextSoFar text() {
            return text;
        }

        /** The state whose weights write the text. */
        public int step() {
            return step;
        }

        /** One for each token so far. */
        public List<Choice> choices() {
            return choices;
        }

        /** The new ids so far. */
        public int[] ids() {
            return choices.stream().mapToInt(Choice::token).toArray();
        }

        public boolean done() {
            return done;
        }

        /** Why it could not go on, or null. */
        public String failure() {
            return failure;
        }

        /** Ends it before the next token. */
        public void cancel() {
            cancelled = true;
        }
    }

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "generation");
        thread.setDaemon(true);
        return thread;
    });
    private final String backend;

    /** @param backend name in {@link Backends} */
    public GenerationService(String backend) {
        this.backend = backend;
    }

    /**
     * @param text  at least one token
     * @param endId the token that ends the text, or -1
     */
    public Job start(Command.WeightsAt from, TextSoFar text, int maxTokens, int endId, Sampling sampling) {
        Job job = new Job(text, from.step());
        executor.execute(() -> {
            try {
                Generator generator = new Generator(from.model(), from.weights(), Backends.create(backend));
                generator.generate(generator.decoder(), text, maxTokens, endId, sampling, choice -> {
                    job.choices.add(choice);
                    return !job.cancelled;
                });
            } catch (RuntimeException | Error e) {
                job.failure = TrainingService.text(e);
            } finally {
                job.done = true;
            }
        });
        return job;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
