package dev.vitrine.ui.settings;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.AtomicFiles;
import dev.vitrine.engine.data.shard.TokenShards;
import dev.vitrine.engine.data.source.ReadConfig;
import dev.vitrine.engine.text.Tokenizers;
import dev.vitrine.training.ConfigFormat;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.ShardData;
import dev.vitrine.training.StageConfig;
import dev.vitrine.ui.NewestJob;
import dev.vitrine.ui.RunOpener;
import dev.vitrine.ui.SaveAs;
import dev.vitrine.ui.Session;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The settings of a new run: what they begin with, what is typed, whether it can be, and what it would be. What is typed
 * stays when the form is closed. FX thread only.
 */
public final class SettingsViewModel {
    /** To begin with the run that is shown. */
    static final String PRESENT = "";

    /** Preset that a run on a dropped file begins with where the present one has puzzles. */
    private static final String FOR_TEXTS = "start";

    private final Session session;
    private final Function<String, RunConfig> presets;
    private final Consumer<RunConfig> opener;
    private final long heapBytes;
    private final Forecaster forecaster;
    private final NewestJob<Forecast> job;
    private final NewestJob<String> reports;
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final ObjectProperty<String> base = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<SettingsForm> form = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Forecast> forecast = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper current = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper edited = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private RunConfig config;

    /**
     * @param presets gives the config of a name
     * @param opener  starts a run in place of the present one
     * @param heapBytes memory that there is for a run
     */
    public SettingsViewModel(Session session, Function<String, RunConfig> presets, Consumer<RunConfig> opener, long heapBytes) {
        this(session, presets, opener, heapBytes, Platform::runLater);
    }

    /** @param fx brings a task to the FX thread */
    SettingsViewModel(Session session, Function<String, RunConfig> presets, Consumer<RunConfig> opener, long heapBytes, Executor fx) {
        this.heapBytes = heapBytes;
        forecaster = new Forecaster(RunOpener.TIMELINE_BYTES, session.text("settings.tooLarge"));
        this.session = session;
        this.presets = presets;
        this.opener = opener;
        job = new NewestJob<>(session.background(), fx, this::forecast);
        reports = new NewestJob<>(session.background(), fx, note::set);
        base.addListener((value, before, now) -> {
            if (now != null) {
                begin(now.equals(PRESENT) ? present() : presets.apply(now));
            }
        });
    }

    /** Shows the form: with what was typed before, or else with the settings of the run that is shown. */
    public void show() {
        if (session.model() != null) {
            if (form.get() == null) {
                base.set(PRESENT);
            } else if (PRESENT.equals(base.get()) && !form.get().edited()) {
                begin(present());
            }
            open.set(true);
        }
    }

    /** The settings of the run that is shown; where a model is shown that does not train, those of a first run on text. */
    private RunConfig present() {
        return session.service() == null ? presets.apply(FOR_TEXTS) : session.service().config();
    }

    public void close() {
        open.set(false);
    }

    /** Shows the form for a run on a file or a folder, with what is in it in a few sentences. */
    public void propose(Path data) {
        if (session.model() == null) {
            return;
        }
        boolean shards = TokenShards.isFolder(data);
        SettingsForm fresh = new SettingsForm(session.puzzles() ? presets.apply(FOR_TEXTS) : present());
        type(fresh, "stages.0.data", data.toString());
        if (shards || fresh.setting("stages.0.format").value().equals(StageConfig.SHARDS)) {
            type(fresh, "stages.0.format", shards ? StageConfig.SHARDS : StageConfig.LINES);
            type(fresh, "tokenizer", shards ? ShardData.TOKENIZER : Tokenizers.REGISTRY.names().iterator().next());
        }
        base.set(null);
        fill(fresh);   // its fields show what stands in it when they are made
        note.set(session.text("settings.looking", data));
        open.set(true);
        reports.submit(() -> DataSentences.of(data, ReadConfig.DEFAULT));
    }

    private static void type(SettingsForm form, String key, String value) {
        form.setting(key).valueProperty().set(value);
    }

    private void begin(RunConfig start) {
        fill(new SettingsForm(start));
    }

    private void fill(SettingsForm fresh) {
        note.set("");
        fresh.settings().forEach(s -> s.valueProperty().addListener(change -> check()));
        form.set(fresh);
        check();
    }

    private void check() {
        config = form.get().read();
        problem.set(form.get().problem());
        edited.set(form.get().edited());
        valid.set(config != null);
        current.set(false);
        if (config != null) {
            RunConfig wanted = config;
            job.submit(() -> forecaster.of(wanted));
        }
    }

    /** Puts another stage after one, with the same settings to begin with. */
    void addStage(int after) {
        fill(form.get().withCopyOf(after));
    }

    /** Takes a stage out, if there is another. */
    void removeStage(int stage) {
        if (form.get().stages() > 1) {
            fill(form.get().without(stage));
        }
    }

    /** Puts back what the form began with. */
    void undo() {
        begin(form.get().start());
    }

    /** Comes a little later than what is typed; only the newest counts. */
    private void forecast(Forecast newest) {
        if (newest.config().equals(config)) {
            forecast.set(newest);
            current.set(true);
            if (!newest.refusal().isEmpty()) {
                form.get().refuse(newest.refusal());
                problem.set(newest.refusal());
            } else if (newest.bytes() > heapBytes) {
                problem.set(session.text("settings.noRoom", Bytes.text(newest.bytes()), Bytes.text(heapBytes)));
            }
        }
    }

    /** Starts a run with these settings in place of the present one, if they can be. */
    public void start() {
        if (problem.get().isEmpty()) {
            open.set(false);
            opener.accept(config);
        }
    }

    /** @param files asks for a file to write */
    void save(SaveAs files) {
        if (config != null) {
            files.choose(config.name() + ".yaml").ifPresent(this::write);
        }
    }

    private void write(Path file) {
        try {
            AtomicFiles.write(file, RunConfigs.text(config, ConfigFormat.of(file)));
            note.set(session.text("settings.saved", file));
        } catch (InputException e) {
            note.set(e.getMessage());
        }
    }

    /** Puts the settings of a file into the form. @param file nothing if the person changed their mind */
    void read(Optional<Path> file) {
        file.ifPresent(path -> {
            try {
                RunConfig read = RunConfigs.file(path);
                base.set(null);
                begin(read);
                note.set(session.text("settings.opened", path));
            } catch (InputException e) {
                note.set(e.getMessage());
            }
        });
    }

    Session session() {
        return session;
    }

    public BooleanProperty openProperty() {
        return open;
    }

    /** {@link #PRESENT}, the name of a preset, or null for a file: what the form began with. */
    ObjectProperty<String> baseProperty() {
        return base;
    }

    /** The fields; another object when they begin anew. */
    ReadOnlyObjectProperty<SettingsForm> formProperty() {
        return form.getReadOnlyProperty();
    }

    /** What a run would be; of earlier settings while these are not {@link #currentProperty() worked out}. */
    ReadOnlyObjectProperty<Forecast> forecastProperty() {
        return forecast.getReadOnlyProperty();
    }

    /** Whether the forecast is of what is typed now. */
    ReadOnlyBooleanProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** Why a run cannot be started, in a sentence; else empty. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether anything differs from what the form began with. */
    ReadOnlyBooleanProperty editedProperty() {
        return edited.getReadOnlyProperty();
    }

    /** Whether the settings are a config, which can be saved even where its run cannot be started. */
    ReadOnlyBooleanProperty validProperty() {
        return valid.getReadOnlyProperty();
    }

    /** What became of a file; else empty. */
    ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }
}
