package dev.vitrine.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.training.GenerationService;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.Presets;
import dev.vitrine.training.Recovery;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunFile;
import dev.vitrine.training.ThinkingService;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.control.Palette;
import dev.vitrine.ui.preferences.Look;
import dev.vitrine.ui.preferences.PreferencesStore;
import dev.vitrine.ui.settings.SettingsController;
import dev.vitrine.ui.settings.SettingsViewModel;
import dev.vitrine.ui.tokens.Pages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/** The object graph of the window: everything that lives as long as it does, made by constructors in one place. */
public final class Window implements AutoCloseable {
    private static final long KEEP_SECONDS = 60;
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    /** The sides of the icon's pictures in pixels; the desktop takes the one it needs. */
    private static final int[] ICONS = {16, 24, 32, 48, 64, 128, 256};
    private static final List<String> PRESETS = List.copyOf(Presets.REGISTRY.names());

    private final Stage stage;
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "background");
        thread.setDaemon(true);
        return thread;
    });
    private final GenerationService generation = new GenerationService(Backends.REGISTRY.names().iterator().next());
    private final ThinkingService thinking = new ThinkingService(Backends.REGISTRY.names().iterator().next());
    private final PreferencesStore preferences;
    private final Session session;
    private final SnapshotPump pump;
    private final TransportViewModel transport;
    private final Recovery recovery;   // null where nothing is kept
    private final RunOpener opener;
    private final FileActions files;
    private final LeftRun left;
    private final ShellViewModel shell;
    private final SettingsViewModel settings;
    private final ShellController controller;
    private final FileDrop drop;
    private final WindowLog log;
    private final Scene scene;
    private final AnimationTimer frames = new AnimationTimer() {
        @Override
        public void handle(long now) {
            controller.frame();
        }
    };

    /** Remembers nothing from one start to the next. */
    public Window(Stage stage) {
        this(stage, new PreferencesStore());
    }

    public Window(Stage stage, PreferencesStore preferences) {
        this.stage = stage;
        this.preferences = preferences;
        session = new Session(texts(), background, generation, thinking, preferences);
        pump = new SnapshotPump(session);
        transport = new TransportViewModel(session);
        recovery = preferences.folder("left").map(this::recovery).orElse(null);
        opener = new RunOpener(session, RunConfigs::preset, Math.max(1, Runtime.getRuntime().availableProcessors() - 1), recovery);
        files = new FileActions(session, opener, stage);
        left = new LeftRun(session, recovery, opener);
        shell = new ShellViewModel(session, transport, PRESETS, RunConfigs::preset, opener::open);
        settings = new SettingsViewModel(session, RunConfigs::preset, opener::train, Runtime.getRuntime().maxMemory());
        controller = new ShellController(session, shell, settings, files, this::showPreferences, pump, new ViewLoader(session));
        drop = new FileDrop(this::take);
        session.openRequestsProperty().addListener((value, before, now) -> files.openFolder());
        scene = new Scene(load(), WIDTH, HEIGHT);
        new Keys(shell, settings, files, transport, controller::focusPrompt, this::showKeys, this::showPreferences).install(scene);
        log = new WindowLog(preferences);
        log.begin(session);
        drop.install(scene);
        if (dark(preferences.now().look().theme())) {
            shell.switchTheme();
        }
        session.paletteProperty().addListener((value, before, now) -> {
            applyTheme();
            preferences.change(p -> p.withLook(new Look(now.dark() ? Look.DARK : Look.LIGHT)));
        });
        applyTheme();
    }

    private Recovery recovery(Path folder) {
        return new Recovery(folder, KEEP_SECONDS, why -> Platform.runLater(() -> session.messageProperty().set(why)));
    }

    private static boolean dark(String theme) {
        return theme.equals(Look.DARK) || theme.equals(Look.SYSTEM) && Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
    }

    static Texts texts() {
        List<String> parts = new ArrayList<>(List.of("shell", "settings"));
        Views.all().forEach(v -> parts.add(v.id()));
        Pages.ALL.forEach(p -> parts.add(p.id()));
        return new Texts(parts, Locale.getDefault());
    }

    private Parent load() {
        Map<Class<?>, Object> controllers = Map.of(ShellController.class, controller,
                SettingsController.class, new SettingsController(settings, PRESETS),
                InspectorController.class, new InspectorController(session),
                LeftRunController.class, new LeftRunController(left),
                TransportController.class, new TransportController(session, transport));
        FXMLLoader loader = new FXMLLoader(Window.class.getResource("/fxml/shell.fxml"), session.texts());
        loader.setControllerFactory(controllers::get);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException("shell.fxml cannot be loaded", e);
        }
    }

    private void applyTheme() {
        boolean dark = session.paletteProperty().get().dark();
        Application.setUserAgentStylesheet(dark ? new PrimerDark().getUserAgentStylesheet()
                : new PrimerLight().getUserAgentStylesheet());
        scene.getStylesheets().setAll(css("vitrine"), css(dark ? "dark" : "light"));
    }

    static String css(String name) {
        return Window.class.getResource("/css/" + name + ".css").toExternalForm();
    }

    /** A run or a model is opened; anything else is what a new run may train on. */
    private void take(Path dropped) {
        if (ModelFiles.isModel(dropped) || dropped.toString().endsWith(RunFile.EXTENSION)) {
            files.open(dropped);
        } else {
            settings.propose(dropped);
        }
    }

    private void showKeys() {
        Alert keys = new Alert(Alert.AlertType.NONE, session.text("shell.keys"), ButtonType.CLOSE);
        keys.setTitle(session.text("shell.keys.title"));
        keys.initOwner(stage);
        keys.show();
    }

    private void showPreferences() {
        new PreferencesDialog(session, log, this::wear).show(stage);
    }

    private void wear(String theme) {
        session.paletteProperty().set(dark(theme) ? Palette.DARK : Palette.LIGHT);
        preferences.change(p -> p.withLook(new Look(theme)));
    }

    /** Shows the window with a preset ready to train. */
    public void open(String preset) {
        stage.setTitle(session.text("shell.title"));
        for (int side : ICONS) {
            stage.getIcons().add(new Image(Window.class.getResource("/icons/vitrine-" + side + ".png").toExternalForm()));
        }
        stage.setMinWidth(1024);
        stage.setMinHeight(720);
        stage.setScene(scene);
        WindowPlace.restore(stage, preferences.now().place());
        stage.setOnHiding(event -> preferences.change(p -> p.withPlace(WindowPlace.of(stage, p.place()))));
        stage.show();
        tellOnce(preferences.notice());
        pump.start();
        frames.start();
        opener.open(preset);
        left.look();
    }

    /** When the run is there, whose opening takes away what was said before. */
    private void tellOnce(String notice) {
        if (!notice.isEmpty()) {
            session.serviceProperty().addListener(new ChangeListener<>() {
                @Override
                public void changed(ObservableValue<? extends TrainingService> value, TrainingService before, TrainingService now) {
                    value.removeListener(this);
                    Platform.runLater(() -> session.messageProperty().set(notice));
                }
            });
        }
    }

    /** Opens the file of a run, or a model. */
    void openFile(Path file) {
        files.open(file);
    }

    /** What opens runs. */
    RunOpener opener() {
        return opener;
    }

    /** What a person does with files. */
    FileActions files() {
        return files;
    }

    public Session session() {
        return session;
    }

    public Scene scene() {
        return scene;
    }

    public ShellViewModel shell() {
        return shell;
    }

    /** Takes what is dropped onto the window. */
    FileDrop drop() {
        return drop;
    }

    /** The view models that are visible now. */
    public List<Feature> onStage() {
        return controller.onStage();
    }

    /** Stops training after the piece of work under way, and all that runs in the background. */
    @Override
    public void close() {
        if (recovery != null) {
            recovery.close();
        }
        pump.stop();
        frames.stop();
        generation.close();
        thinking.close();
        background.shutdownNow();
        ModelService model = session.model();
        if (model != null) {
            model.close();
        }
        log.close();
    }
}
