package dev.vitrine.ui;

import dev.vitrine.engine.data.puzzle.Puzzle;
import dev.vitrine.engine.data.puzzle.PuzzleText;
import dev.vitrine.training.Command;
import dev.vitrine.training.GenerationService;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.Snapshot;
import dev.vitrine.training.ThinkingService;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.control.Palette;
import dev.vitrine.ui.preferences.PreferencesStore;
import java.text.MessageFormat;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * What all views share: the models that are looked at, the newest snapshots, one selection of token, layer and head, the prompt
 * and the theme. Changing one anywhere changes it everywhere. FX thread only.
 */
public final class Session {
    private final ResourceBundle texts;
    private final Executor background;
    private final GenerationService generation;
    private final ThinkingService thinking;
    private final PreferencesStore preferences;
    private final FileDialogs files;
    private final ReadOnlyObjectWrapper<ModelService> model = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<TrainingService> service = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Snapshot>> snapshots = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(Mode.TRANSFORMER);
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(Palette.LIGHT);
    private final IntegerProperty token = new SimpleIntegerProperty(0);
    private final IntegerProperty layer = new SimpleIntegerProperty(0);
    private final IntegerProperty head = new SimpleIntegerProperty(0);
    private final StringProperty prompt = new SimpleStringProperty("");
    private final SamplingSettings sampling = new SamplingSettings();
    private final StringProperty probe = new SimpleStringProperty("");
    private final StringProperty message = new SimpleStringProperty("");
    private final StringProperty notice = new SimpleStringProperty("");
    private final ReadOnlyIntegerWrapper generateRequests = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper openRequests = new ReadOnlyIntegerWrapper();
    private final ObjectProperty<Inspected> inspected = new SimpleObjectProperty<>();

    /** Remembers nothing from one start to the next. */
    public Session(ResourceBundle texts, Executor background, GenerationService generation, ThinkingService thinking) {
        this(texts, background, generation, thinking, new PreferencesStore());
    }

    /**
     * @param background  runs derived pictures off the FX thread, one at a time
     * @param preferences what is remembered from one start to the next
     */
    public Session(ResourceBundle texts, Executor background, GenerationService generation, ThinkingService thinking,
                   PreferencesStore preferences) {
        this.preferences = preferences;
        files = new FileDialogs(preferences);
        this.texts = texts;
        this.background = background;
        this.generation = generation;
        this.thinking = thinking;
        mode.addListener((value, before, now) -> send(new Command.Show(now.types())));
        probe.addListener((value, before, now) -> send(new Command.SetProbe(now)));
    }

    /** Shows another run, or a model that does not train; its service is started already. The mode becomes that of its first type. */
    public void open(ModelService opened) {
        snapshots.set(List.of());       // what they show is another model's
        service.set(opened instanceof TrainingService training ? training : null);
        model.set(opened);
        inspected.set(null);
        message.set("");
        notice.set("");
        Mode own = Mode.alone(opened.type());
        mode.set(own);
        opened.send(new Command.Show(own.types()));
        prompt.set(puzzles() ? question(service.get()) : opened.prompt());
        probe.set(opened.probe());
        token.set(0);
        layer.set(0);
        head.set(0);
    }

    /** What the top bar offers to solve: the config's puzzle, or else the first unseen one. */
    private static String question(TrainingService service) {
        List<Puzzle> unseen = service.data().stages().getLast().unseen();
        return !service.config().prompt().isBlank() || unseen.isEmpty() ? service.config().prompt()
                : PuzzleText.written(service.data().task().orElseThrow(), unseen.getFirst().question());
    }

    /** Whether the run is one on puzzles. */
    public boolean puzzles() {
        return service.get() != null && service.get().config().stages().getLast().hasPuzzles();
    }

    /** The pump's: the newest snapshots have come. */
    void accept(List<Snapshot> newest) {
        snapshots.set(newest);
        String failure = newest.stream().map(Snapshot::failure).filter(f -> f != null).findFirst().orElse(null);
        if (failure != null) {
            message.set(failure);
        }
    }

    public void send(Command command) {
        if (model.get() != null) {
            model.get().send(command);
        }
    }

    /** The newest snapshot of an architecture, if it is shown and has come. */
    public Optional<Snapshot> snapshot(String run) {
        return snapshots.get().stream().filter(s -> s.run().equals(run)).findFirst();
    }

    /** Whether training goes on by itself, as of the newest snapshot. */
    public boolean running() {
        return snapshots.get().stream().anyMatch(Snapshot::running);
    }

    public void toggleRunning() {
        message.set("");
        send(running() ? new Command.Pause() : new Command.Resume());
    }

    /** The viewed step; 0 before the first snapshot. */
    public int step() {
        return snapshots.get().stream().mapToInt(Snapshot::step).max().orElse(0);
    }

    public void seek(int step) {
        message.set("");
        send(new Command.Seek(Math.max(0, step)));
    }

    /** Back to the newest state. */
    public void live() {
        seek(snapshots.get().stream().mapToInt(Snapshot::newest).max().orElse(0));
    }

    /** Asks whoever generates text to begin: the top bar's button and Ctrl+Enter. */
    public void requestGenerate() {
        generateRequests.set(generateRequests.get() + 1);
    }

    /** Counts the requests to generate. */
    public ReadOnlyIntegerProperty generateRequestsProperty() {
        return generateRequests.getReadOnlyProperty();
    }

    /** Asks the window to let the person choose a model to open. */
    public void requestOpen() {
        openRequests.set(openRequests.get() + 1);
    }

    /** Counts the requests to open a model. */
    public ReadOnlyIntegerProperty openRequestsProperty() {
        return openRequests.getReadOnlyProperty();
    }

    /** The weights at the present state, when the thread that owns them comes to it; not touched by later training. */
    public CompletableFuture<Command.WeightsAt> weights(String run) {
        CompletableFuture<Command.WeightsAt> answer = new CompletableFuture<>();
        send(new Command.CopyWeights(run, answer));
        return answer;
    }

    /** What to add where the weights that were asked for are their moving average; else nothing. */
    public String averaged() {
        double decay = service.get() == null ? 0 : service.get().config().update().emaDecay();
        return decay == 0 ? "" : text("shell.averaged", Double.toString(decay));
    }

    /** A text of the bundle. */
    public String text(String key, Object... arguments) {
        String pattern = texts.getString(key);
        return arguments.length == 0 ? pattern : MessageFormat.format(pattern, arguments);
    }

    public ResourceBundle texts() {
        return texts;
    }

    public Executor background() {
        return background;
    }

    public GenerationService generation() {
        return generation;
    }

    public ThinkingService thinking() {
        return thinking;
    }

    /** What is looked at: a run, or a model that does not train; null before the first. */
    public ModelService model() {
        return model.get();
    }

    /** Changes after {@link #serviceProperty}. */
    public ReadOnlyObjectProperty<ModelService> modelProperty() {
        return model.getReadOnlyProperty();
    }

    /** What the program remembers from one start to the next. */
    public PreferencesStore preferences() {
        return preferences;
    }

    /** Asks for files and folders. */
    public FileDialogs files() {
        return files;
    }

    /** The run that is looked at; null where nothing trains. */
    public TrainingService service() {
        return service.get();
    }

    public ReadOnlyObjectProperty<TrainingService> serviceProperty() {
        return service.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<Snapshot>> snapshotsProperty() {
        return snapshots.getReadOnlyProperty();
    }

    public ObjectProperty<Mode> modeProperty() {
        return mode;
    }

    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    /** Selected position of the probe. */
    public IntegerProperty tokenProperty() {
        return token;
    }

    public IntegerProperty layerProperty() {
        return layer;
    }

    public IntegerProperty headProperty() {
        return head;
    }

    public StringProperty promptProperty() {
        return prompt;
    }

    /** How texts are generated, by whichever architecture. */
    public SamplingSettings sampling() {
        return sampling;
    }

    /** The pinned text whose attention and states the views show. */
    public StringProperty probeProperty() {
        return probe;
    }

    /** One sentence about what goes on or went well, or empty; shown where nothing went wrong. */
    public StringProperty noticeProperty() {
        return notice;
    }

    /** One sentence about what went wrong or cannot be done, or empty. */
    public StringProperty messageProperty() {
        return message;
    }

    /** What the inspector explains; null for nothing. */
    public ObjectProperty<Inspected> inspectedProperty() {
        return inspected;
    }
}
