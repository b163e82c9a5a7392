package dev.vitrine.training;

import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Owns the runs and the one thread that trains them. Others send a {@link Command} and take {@link Snapshot}s; neither
 * waits for the other. With two architectures the thread works them in turn, a step each, on the same batches; each has
 * the hash it has alone.
 */
public final class TrainingService implements AutoCloseable {
    private static final long SIGN_OF_LIFE_NANOS = 250_000_000L;

    private final RunConfig config;
    private final RunData data;
    private final int threads;
    private final long keyframeBytes;
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final LatestValue<List<Snapshot>> snapshots = new LatestValue<>();
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::loop, "training");

    private List<Run> shown = List.of();   // training thread only, as all below
    private Observed observed = Observed.NOTHING;
    private String probe;
    private boolean running;
    private boolean stopped;
    private Run working;                   // that the last piece was of
    private long published;
    private boolean fresh;                 // what is shown changed since the last snapshot
    private volatile String failure;

    /**
     * @param threads       that work the shards of a batch
     * @param keyframeBytes memory for the timeline of each architecture
     */
    public TrainingService(RunConfig config, RunData data, int threads, long keyframeBytes) {
        this.config = config;
        this.data = data;
        this.threads = threads;
        this.keyframeBytes = keyframeBytes;
        probe = config.probe();
        shown = List.of(run(config.model().type()));
        fresh = true;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public RunConfig config() {
        return config;
    }

    public RunData data() {
        return data;
    }

    public void send(Command command) {
        commands.add(command);
    }

    /** One snapshot for each architecture that is shown, in the order of {@link Models}. */
    public LatestValue<List<Snapshot>> snapshots() {
        return snapshots;
    }

    /** The numbers of every step of an architecture; null where it was never shown. Any thread. */
    public History history(String type) {
        Run run = runs.get(type);
        return run == null ? null : run.history();
    }

    /** Learned numbers of an architecture with this config. */
    public int parameterCount(String type) {
        return run(type).model().parameters().count();
    }

    private Run run(String type) {
        return runs.computeIfAbsent(type,
                t -> new Run(config.withModel(config.model().withType(t)), data, threads, keyframeBytes));
    }

    private void loop() {
        try {
            while (!stopped) {
                try {
                    Command command = idle() ? next() : commands.poll();
                    if (command != null) {
                        apply(command);
                    } else if (!idle()) {
                        work();
                    }
                    publish();
                } catch (DivergedException e) {
                    stopWith(e.getMessage());
                } catch (IllegalArgumentException | IllegalStateException e) {
                    stopWith(e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            runs.values().forEach(Run::close);
        }
    }

    /** Waits for a command, but looks now and then whether a snapshot is wanted that could not be put before. */
    private Command next() throws InterruptedException {
        return fresh ? commands.poll(5, TimeUnit.MILLISECONDS) : commands.take();
    }

    private boolean idle() {
        return failure != null || shown.stream().allMatch(Run::atTarget);
    }

    /** One piece for the run that is furthest behind. */
    private void work() {
        Run behind = null;
        for (Run r : shown) {
            if (!r.atTarget() && (behind == null || r.step() < behind.step())) {
                behind = r;
            }
        }
        working = behind;
        if (behind != null && !behind.advance()) {
            running = false;
        }
        fresh = true;
        if (running && idle()) {
            running = false;
        }
    }

    /**
     * At rest, always; at work, when the run under way has all but its update done, so that what is seen belongs together.
     * On the way to a wanted step only now and then, as a sign of life.
     */
    private void publish() {
        boolean rest = idle();
        boolean whole = working != null && working.readyToUpdate()
                && (running && level() || System.nanoTime() - published > SIGN_OF_LIFE_NANOS);
        if (fresh && (rest || whole) && snapshots.isWanted()) {
            snapshots.put(capture());
            fresh = false;
            published = System.nanoTime();
        }
    }

    /** Whether all shown runs are at the same step, as when none has to catch up. */
    private boolean level() {
        return shown.stream().allMatch(r -> r.step() == shown.getFirst().step() && r.readyToUpdate());
    }

    private List<Snapshot> capture() {
        List<Snapshot> all = new ArrayList<>();
        for (Run r : shown) {
            all.add(r.snapshot(observed, running, failure));
        }
        return List.copyOf(all);
    }

    private void stopWith(String message) {
        failure = message;
        running = false;
        fresh = true;
    }

    private void apply(Command command) {
        fresh = true;
        switch (command) {
            case Command.Resume c -> {
                failure = null;
                running = true;
                goTo(data.totalSteps());
            }
            case Command.Pause c -> {
                running = false;
                goTo(shown.stream().mapToInt(Run::step).max().orElse(0));
            }
            case Command.Advance c -> advance(false);
            case Command.AdvancePhase c -> advance(true);
            case Command.Back c -> back(false);
            case Command.BackPhase c -> back(true);
            case Command.Seek c -> {
                failure = null;
                running = false;
                goTo(Math.min(c.step(), newest() + 1));
            }
            case Command.SetPeakLearningRate c -> shown.forEach(r -> r.setPeakLearningRate(c.value()));
            case Command.Observe c -> observed = new Observed(c.tensors());
            case Command.Show c -> show(c.types());
            case Command.SetProbe c -> {
                probe = c.text();
                shown.forEach(r -> r.setProbe(probe));
            }
            case Command.Watch c -> run(c.type()).watch(c.parameter(), c.index());
            case Command.CopyWeights c -> copyWeights(c);
            case Command.Stop c -> stopped = true;
        }
    }

    private void goTo(int step) {

        shown.forEach(r -> r.goTo(step));
    }

    private int newest() {
        return shown.stream().mapToInt(Run::newest).max().orElse(0);
    }

    /** One piece (or all to the end of the phase) of each run whose next phase is the earliest. */
    private void advance(boolean wholePhase) {
        failure = null;
        running = false;
        Phase earliest = shown.stream().min(TrainingService::compare).orElseThrow().nextPhase();
        int step = shown.stream().mapToInt(Run::step).min().orElseThrow();
        for (Run r : shown) {
            boolean going = r.step() == step && r.nextPhase() == earliest;
            while (going && r.advance() && wholePhase && r.nextPhase() == earliest) {
                // each call does one piece
            }
            r.stay();
        }
    }

    private static int compare(Run a, Run b) {
        int byStep = Integer.compare(a.step(), b.step());
        return byStep != 0 ? byStep : a.nextPhase().compareTo(b.nextPhase());
    }

    private void back(boolean wholePhase) {
        failure = null;
        running = false;
        for (Run r : shown) {
            if (wholePhase) {
                r.goBackPhase();
            } else {
                r.goBack();
            }
        }
    }

    private void show(Collection<String> types) {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("at least one model type must be shown: choose from " + Models.REGISTRY.names());
        }
        int step = shown.stream().mapToInt(Run::step).max().orElse(0);
        Map<String, Run> next = new LinkedHashMap<>();
        for (String type : Models.REGISTRY.names()) {
            if (types.contains(type)) {
                next.put(type, run(type));
            }
        }
        Set<Run> before = Set.copyOf(shown);
        shown = List.copyOf(next.values());
        for (Run r : shown) {
            if (!before.contains(r)) {
                r.setProbe(probe);
            }
            r.goTo(running ? data.totalSteps() : step);
        }
    }

    private void copyWeights(Command.CopyWeights c) {
        Run r = run(c.type());
        c.answer().complete(new Command.WeightsAt(r.model(), Weights.copyOf(r.model().parameters()), r.step()));
    }

    /** Stops the thread; returns when it has ended, which is after the piece of work under way. */
    @Override
    public void close() {
        send(new Command.Stop());
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
