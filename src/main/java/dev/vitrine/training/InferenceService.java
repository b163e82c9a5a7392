package dev.vitrine.training;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.engine.text.IdTokenizer;
import dev.vitrine.engine.text.Tokenizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A loaded model that is looked at and never trained: it has one state, no gradients, no optimizer and no timeline, and its
 * weights are lent, not copied, as nobody writes to them. It reads the probe when somebody looks at it.
 */
public final class InferenceService implements ModelService {
    /** The first whose pieces the vocabulary all has is the probe to begin with; the first is of Wang et al. 2022, arXiv:2211.00593. */
    private static final List<String> PROBES = List.of("When Mary and John went to the store, John gave a drink to",
            "the cat sat on the mat and the", "the ");
    /** Of a model without a tokenizer. */
    private static final int FIRST_IDS = 8;

    private final String name;
    private final String family;
    private final Model model;
    private final Tokenizer tokenizer;
    private final boolean readsText;
    private final String backend;
    private final String start;
    private final Inbox commands = new Inbox("the model was closed");
    private final LatestValue<List<Snapshot>> snapshots = new LatestValue<>();
    private final Thread thread = new Thread(this::loop, "inference");
    private volatile long hash;

    private final Kernels kernels;       // inference thread only, as all below
    private Observed observed = Observed.NOTHING;
    private Probe probe;
    private String refusal;              // why the last command could not be done
    private boolean fresh;               // what is shown may have changed

    /**
     * @param name    where the model was found, for a person
     * @param backend of its thread, by name
     * @throws InputException for a model that answers puzzles
     */
    public InferenceService(LoadedModel loaded, String name, String backend) {
        this.name = name;
        this.backend = backend;
        family = loaded.family();
        model = loaded.model();
        ModelConfig config = model.config();
        if (config.reasoning().enabled()) {
            throw new InputException("the model of " + name + " answers puzzles and does not continue texts; vitrine puzzle solve"
                    + " asks it one");
        }
        readsText = loaded.tokenizer().isPresent();
        tokenizer = loaded.tokenizer().orElseGet(() -> new IdTokenizer(config.vocabularySize()));
        start = readsText ? PROBES.stream().filter(p -> tokenizer.unknown(p).isEmpty()).findFirst().orElse(PROBES.getLast())
                : firstIds(config.vocabularySize());
        kernels = Backends.create(backend);
        thread.setDaemon(true);
    }

    private String firstIds(int vocabulary) {
        int[] ids = new int[Math.min(FIRST_IDS, vocabulary)];
        Arrays.setAll(ids, i -> i);
        return tokenizer.decode(ids);
    }

    @Override
    public void start() {
        thread.start();
    }

    /** Where the model was found. */
    public String name() {
        return name;
    }

    /** What its maker calls such models: {@code model_type} of its config.json. */
    public String family() {
        return family;
    }

    public Model model() {
        return model;
    }

    /** Whether there is a tokenizer; without one the model takes token ids. */
    public boolean readsText() {
        return readsText;
    }

    @Override
    public void send(Command command) {
        commands.send(command);
    }

    @Override
    public LatestValue<List<Snapshot>> snapshots() {
        return snapshots;
    }

    @Override
    public String type() {
        return model.config().type();
    }

    @Override
    public ModelConfig sizes(String type) {
        return model.config();
    }

    @Override
    public int parameterCount(String type) {
        return model.parameters().count();
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public String prompt() {
        return start;
    }

    @Override
    public String probe() {
        return start;
    }

    /** Of the weights: there is one state. */
    @Override
    public String stateHashText(String type, int step) {
        return StateHash.text(hash);
    }

    private void loop() {
        try {
            StateHash weights = new StateHash(kernels);
            for (Parameter p : model.parameters()) {
                weights.add(p.value().data);
            }
            hash = weights.value();
            read(start);
            while (obey(commands.take())) {
                if (fresh && commands.isEmpty()) {
                    publish();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            commands.end();
        }
    }

    /** Returns whether it goes on. */
    private boolean obey(Command command) {
        refusal = null;
        fresh |= !(command instanceof Command.CopyWeights);
        switch (command) {
            case Command.Observe c -> observed = new Observed(c.tensors());
            case Command.SetProbe c -> read(c.text());
            case Command.CopyWeights c -> c.answer().complete(new Command.WeightsAt(model, Weights.LIVE, 0));
            case Command.Save c -> c.answer().completeExceptionally(new InputException("this model was opened to be looked at, so there is no"
                    + " run to save; a new run (Ctrl+N) trains a model"));
            case Command.Show _ -> { }   // there is one architecture, which is shown
            case Command.Stop _ -> {
                return false;
            }
            case Command.Resume _, Command.Pause _, Command.Advance _, Command.AdvancePhase _, Command.Back _, Command.BackPhase _,
                 Command.Seek _, Command.SetPeakLearningRate _, Command.Watch _ -> refusal = "this model was opened to be looked at"
                    + " and is not trained here: it has one state; a new run (Ctrl+N) trains a model";
        }
        return true;
    }

    private void read(String text) {
        try {
            int[] ids = Prompts.start(tokenizer, text);
            probe = new Probe(model, Arrays.copyOf(ids, Math.min(ids.length, model.config().contextLength())), kernels);
        } catch (OutOfMemoryError e) {
            refusal = "reading so long a probe needs more memory than Java was given; pin a shorter one, or start with a larger -Xmx";
        }
    }

    private void publish() {
        fresh = false;
        Map<String, TensorSnapshot> tensors = new LinkedHashMap<>();
        try {
            if (observed.wantsProbe()) {
                probe.copy(observed, 0, 0, tensors);
            }
        } catch (RuntimeException | Error e) {
            refusal = TrainingService.text(e);
        }
        snapshots.put(List.of(new Snapshot(type(), 0, 0, 0, "", 0, 0, Phase.BATCH, "", Float.NaN, Float.NaN, Float.NaN, hash, false,
                0, 0, new int[0], new int[0], probe.tokens(), null, refusal, tensors, List.of())));
    }

    /** Stops the thread; returns when it has ended. */
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
