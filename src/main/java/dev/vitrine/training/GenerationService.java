package dev.vitrine.training;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.sample.Assignment;
import dev.vitrine.engine.sample.Choice;
import dev.vitrine.engine.sample.Decoder;
import dev.vitrine.engine.sample.Ending;
import dev.vitrine.engine.sample.Found;
import dev.vitrine.engine.sample.Generator;
import dev.vitrine.engine.sample.Node;
import dev.vitrine.engine.sample.Progress;
import dev.vitrine.engine.sample.Sampler;
import dev.vitrine.engine.sample.Sampling;
import dev.vitrine.engine.sample.Search;
import dev.vitrine.engine.sample.Strategies;
import dev.vitrine.engine.sample.TextSoFar;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Generates text on a thread of its own, from copies of weights, while training goes on. */
public final class GenerationService implements AutoCloseable {
    /**
     * What is to be written, and how.
     *
     * @param text   at least one token
     * @param ending of the text
     * @param draft  a smaller model's weights for speculative decoding, or null
     */
    public record Order(TextSoFar text, int maxTokens, Ending ending, Sampling sampling, Search search, Command.WeightsAt draft) {
        /** Token by token. @param endId the token that ends the text, or -1 */
        public static Order sampled(TextSoFar text, int maxTokens, int endId, Sampling sampling) {
            return new Order(text, maxTokens, Ending.at(endId), sampling, Search.DEFAULT, null);
        }
    }

    /** A text on its way: read it whenever you like, from any thread. */
    public static final class Job {
        private final Order order;
        private final int step;
        private final List<Choice> choices = new CopyOnWriteArrayList<>();
        private final List<List<Node>> turns = new CopyOnWriteArrayList<>();
        private volatile List<List<Choice>> texts = List.of();
        private volatile boolean cancelled;
        private volatile boolean done;
        private volatile String failure;

        private Job(Order order, int step) {
            this.order = order;
            this.step = step;
        }

        /** What it goes on from. */
        public TextSoFar text() {
            return order.text();
        }

        /** The state whose weights write the text. */
        public int step() {
            return step;
        }

        /** One for each token so far, where a text grows token by token. */
        public List<Choice> choices() {
            return choices;
        }

        /** The nodes that each turn of a search has kept, the best first; empty where a text grows token by token. */
        public List<List<Node>> turns() {
            return turns;
        }

        /** What a search has found, the best first: how the settings saw each token of each text, the end token's too. */
        public List<List<Choice>> texts() {
            return texts;
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

        private boolean grown(Progress progress) {
            Node newest = progress.newest();
            if (newest.choice() != null) {
                choices.add(newest.choice());
            } else {
                turns.add(progress.nodes());
            }
            return !cancelled;
        }
    }

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "generation");
        thread.setDaemon(true);
        return thread;
    });
    private final String backend;
    private Decoder kept;       // generation thread only: of weights that nobody trains, as packing large ones takes a second or two

    /** @param backend name in {@link Backends} */
    public GenerationService(String backend) {
        this.backend = backend;
    }

    public Job start(Command.WeightsAt from, Order order) {
        Job job = new Job(order, from.step());
        executor.execute(() -> {
            try {
                write(job, from);
            } catch (RuntimeException | Error e) {
                job.failure = TrainingService.text(e);
            } finally {
                job.done = true;
            }
        });
        return job;
    }

    /** Lets go of what was kept of a model that does not train. */
    public void forget() {
        executor.execute(() -> kept = null);
    }

    private Decoder decoder(Command.WeightsAt from, Kernels kernels) {
        if (from.weights() != Weights.LIVE) {
            return new Decoder(from.model(), from.weights(), kernels);
        }
        if (kept == null || kept.model() != from.model()) {
            kept = null;        // before another one takes memory
            kept = new Decoder(from.model(), from.weights(), kernels);
        }
        return kept;
    }

    private void write(Job job, Command.WeightsAt from) {
        Kernels kernels = Backends.create(backend);
        Order order = job.order;
        Decoder decoder = decoder(from, kernels);
        Decoder draft = order.draft() == null ? null
                : new Generator(order.draft().model(), order.draft().weights(), kernels).decoder();
        List<Found> found = Strategies.REGISTRY.get(order.search().strategy()).write(new Assignment(decoder, draft, order.text(),
                order.maxTokens(), order.ending(), order.sampling(), order.search(), job::grown));
        if (!job.turns.isEmpty()) {
            List<List<Choice>> texts = new ArrayList<>();
            for (Found f : found) {
                texts.add(read(job, f, decoder, new Sampler(kernels)));
            }
            job.texts = texts;
        }
    }

    /** How the settings see each token of a text that was found otherwise. */
    private static List<Choice> read(Job job, Found found, Decoder decoder, Sampler sampler) {
        TextSoFar start = job.order.text();
        boolean end = found.ended() && job.order.ending().endId() >= 0
                && !job.order.ending().over(new TextSoFar(join(start, found.ids()), start.prompt(), start.length() + found.ids().length));
        int[] all = join(start, end ? join(found.ids(), job.order.ending().endId()) : found.ids());
        int vocabulary = decoder.model().config().vocabularySize();
        List<Choice> choices = new ArrayList<>();
        for (int length = start.length(); length < all.length; length++) {
            Choice c = sampler.choose(decoder.read(all, length), 0, vocabulary, job.order.sampling(),
                    new TextSoFar(all, start.prompt(), length));
            choices.add(new Choice(all[length], Double.NaN, c.base(), c.stages(), c.finals()));
        }
        return choices;
    }

    private static int[] join(TextSoFar start, int[] rest) {
        int[] all = Arrays.copyOf(start.ids(), start.length() + rest.length);
        System.arraycopy(rest, 0, all, start.length(), rest.length);
        return all;
    }

    private static int[] join(int[] ids, int last) {
        int[] all = Arrays.copyOf(ids, ids.length + 1);
        all[ids.length] = last;
        return all;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
