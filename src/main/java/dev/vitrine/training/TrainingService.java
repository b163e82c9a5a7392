package dev.vitrine.training;

import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.Tokenizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Owns the runs and the one thread that trains them. Others send a {@link Command} and take {@link Snapshot}s; neither
 * waits for the other. With two architectures the thread works them in turn, a step each, on the same batches; each has
 * the hash it has alone.
 */
public final class TrainingService implements ModelService {
    private static final long SIGN_OF_LIFE_NANOS = 250_000_000L;

    private final RunConfig config;
    private final RunData data;
    private final int threads;
    private final long keyframeBytes;
    private final String firstProbe;
    private final Inbox commands = new Inbox("training has ended");
    private final LatestValue<List<Snapshot>> snapshots = new LatestValue<>();
    private final Map<String, Run> runs = new ConcurrentHashMap<>();
    private final Map<String, RunState> saved = new ConcurrentHashMap<>();   // that runs go on from when they are wanted
    private final Thread thread = new Thread(this::loop, "training");

    private Lockstep shown;                // training thread only, as all below
    private Observed observed = Observed.NOTHING;
    private String probe;
    private boolean running;
    private boolean stopped;
    private Run working;                   // that the last piece was of
    private long published;
    private boolean fresh;                 // what is shown changed since the last snapshot
    private String failure;                // why training stopped
    private String refusal;                // why the last command could not be done, or training stopped by itself
    private boolean told;                  // a snapshot with the refusal was put
    private volatile String notes;

    /**
     * @param threads       that work the shards of a batch
     * @param keyframeBytes memory for the timeline of each architecture
     */
    public TrainingService(RunConfig config, RunData data, int threads, long keyframeBytes) {
        this(new RunFile.Contents(config, data, Map.of(), config.probe(), ""), threads, keyframeBytes);
    }

    /** Goes on with what a file holds. */
    public TrainingService(RunFile.Contents from, int threads, long keyframeBytes) {
        config = from.config();
        data = from.data();
        this.threads = threads;
        this.keyframeBytes = keyframeBytes;
        saved.putAll(from.states());
        firstProbe = from.probe();
        notes = from.notes();
        probe = firstProbe;
        shown = new Lockstep(List.of(run(config.model().type())));
        fresh = true;
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    public RunConfig config() {
        return config;
    }

    public RunData data() {
        return data;
    }

    @Override
    public void send(Command command) {
        commands.send(command);
    }

    /** One snapshot for each architecture that is shown, in the order of {@link Models}. */
    @Override
    public LatestValue<List<Snapshot>> snapshots() {
        return snapshots;
    }

    /** The numbers of every step of an architecture; null where it was never shown. Any thread. */
    public History history(String type) {
        Run run = runs.get(type);
        return run == null ? null : run.history();
    }

    /** What a person wrote about the run; saved with it. Any thread. */
    public String notes() {
        return notes;
    }

    /** Any thread. */
    public void setNotes(String text) {
        notes = text;
    }

    /** The numbers of all architectures that were shown. Any thread. */
    public List<History> histories() {
        return runs.values().stream().map(Run::history).toList();
    }

    @Override
    public String type() {
        return config.model().type();
    }

    @Override
    public ModelConfig sizes(String type) {
        return config.model().withVocabulary(tokenizer().vocabSize()).withType(type);
    }

    @Override
    public Tokenizer tokenizer() {
        return data.tokenizer();
    }

    @Override
    public String backend() {
        return config.backend();
    }

    @Override
    public String prompt() {
        return config.prompt();
    }

    @Override
    public String probe() {
        return firstProbe;
    }

    @Override
    public String stateHashText(String type, int step) {
        return history(type).hashText(step);
    }

    @Override
    public int parameterCount(String type) {
        return run(type).model().parameters().count();
    }

    private Run run(String type) {
        Run run = runs.computeIfAbsent(type, t -> {
            RunState state = saved.get(t);
            return state == null ? new Run(config.withType(t), data, threads, keyframeBytes)
                    : new Run(config.withType(t), data, threads, keyframeBytes, state);
        });
        saved.remove(type);   // now that the run is there to be saved instead
        return run;
    }

    private void loop() {
        try {
            while (!stopped) {
                try {
                    Command command = idle() ? commands.take() : commands.poll();
                    if (command != null) {
                        obey(command);
                    } else {
                        work();
                    }
                    running = running && !idle();
                    publish();
                } catch (RuntimeException | Error e) {
                    stopWith(text(e));
                    publish();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            runs.values().forEach(Run::close);
            commands.end();
        }
    }

    /** What to tell the person. */
    static String text(Throwable e) {
        return e.getMessage() == null || e instanceof Error ? e.toString() : e.getMessage();
    }

    private boolean idle() {
        return failure != null || shown.atTarget();
    }

    private void work() {
        working = shown.advance();
        fresh = true;
        if (running && working.stopsHere()) {
            apply(new Command.Pause());
            tell(working.whyStopped());
        }
    }

    /** What stands still is always shown as it is now; what runs is shown when somebody has taken the last snapshot. */
    private void publish() {
        if (fresh && (idle() || snapshots.isWanted() && (running && shown.readyToUpdate() || signOfLife()))) {
            if (told && snapshots.isWanted()) {
                refusal = null;
            }
            snapshots.put(capture());
            told = refusal != null;
            fresh = false;
            published = System.nanoTime();
        }
    }

    /** On a long way to a wanted step, as when one architecture catches up with the other: now and then, where it is. */
    private boolean signOfLife() {
        return working != null && working.readyToUpdate() && System.nanoTime() - published > SIGN_OF_LIFE_NANOS;
    }

    private List<Snapshot> capture() {
        List<Snapshot> all = new ArrayList<>();
        for (Run r : shown.runs()) {
            all.add(r.snapshot(observed, running, failure == null ? refusal : failure));
        }
        return List.copyOf(all);
    }

    private void stopWith(String message) {
        failure = message;
        running = false;
        fresh = true;
        shown.stay();
    }

    /** A command that cannot be done is told to the person; training goes on as it was. */
    private void obey(Command command) {
        fresh = true;
        try {
            apply(command);
        } catch (IllegalArgumentException | NullPointerException e) {
            tell(text(e));
        }
    }

    private void tell(String message) {
        refusal = message;
        told = false;
    }

    private void apply(Command command) {
        switch (command) {
            case Command.Resume c -> {
                failure = null;
                running = true;
                shown.goTo(data.totalSteps());
            }
            case Command.Pause c -> {
                running = false;
                shown.goTo(shown.step());
            }
            case Command.Advance c -> hold().forward(false);
            case Command.AdvancePhase c -> hold().forward(true);
            case Command.Back c -> hold().back(false);
            case Command.BackPhase c -> hold().back(true);
            case Command.Seek c -> {
                failure = null;
                running = false;
                shown.goTo(Math.min(c.step(), shown.newest() + 1));
            }
            case Command.SetPeakLearningRate c -> {
                int from = viewed();
                shown.runs().forEach(r -> r.setPeakLearningRate(from, c.value()));
            }
            case Command.Observe c -> observed = new Observed(c.tensors());
            case Command.Show c -> show(c.types());
            case Command.SetProbe c -> {
                shown.runs().forEach(r -> r.setProbe(c.text()));
                probe = c.text();
            }
            case Command.Watch c -> run(c.type()).watch(c.parameter(), c.index());
            case Command.CopyWeights c -> copyWeights(c);
            case Command.Save c -> save(c);
            case Command.Stop c -> stopped = true;
        }
    }

    /** The step that is looked at, or will be as soon as it is reached. */
    private int viewed() {
        return running ? shown.step() : shown.wanted();
    }

    /** From running to standing at what is done, so that one piece can be added or undone. */
    private Lockstep hold() {
        failure = null;
        if (running) {
            running = false;
            shown.stay();
        }
        return shown;
    }

    private void show(Collection<String> types) {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("at least one model type must be shown: choose from " + Models.REGISTRY.names());
        }
        types.forEach(Models.REGISTRY::get);
        int step = viewed();
        shown = new Lockstep(Models.REGISTRY.names().stream().filter(types::contains).map(this::run).toList());
        failure = null;
        shown.runs().forEach(r -> r.setProbe(probe));
        shown.goTo(running ? data.totalSteps() : step);
    }

    private void copyWeights(Command.CopyWeights c) {
        try {
            Run r = run(c.type());
            c.answer().complete(new Command.WeightsAt(r.model(), Weights.copyOf(r.model().parameters(), r.weights()), r.step()));
        } catch (RuntimeException | OutOfMemoryError e) {
            c.answer().completeExceptionally(e);
        }
    }

    private void save(Command.Save c) {
        try {
            Map<String, RunState> states = new TreeMap<>(saved);   // not wanted since they were read: as they were
            runs.forEach((type, r) -> states.put(type, r.state(c.whole())));
            RunFile.write(c.file(), new RunFile.Contents(config, data, states, probe, notes));
            c.answer().complete(c.file());
        } catch (RuntimeException | OutOfMemoryError e) {
            c.answer().completeExceptionally(e);
        }
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
