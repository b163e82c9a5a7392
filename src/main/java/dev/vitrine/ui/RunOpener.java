package dev.vitrine.ui;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.training.Command;
import dev.vitrine.training.InferenceService;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunData;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.settings.Bytes;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;

/** Opens runs, and models to look at: reads their files in the background, then puts the new service into the session. */
public final class RunOpener {
    /** Memory for the timeline of each architecture. */
    public static final long TIMELINE_BYTES = 512L << 20;

    private final Session session;
    private final Function<String, RunConfig> presets;
    private final int threads;

    /**
     * @param presets gives the config of a name
     * @param threads that train; one processor is left to the window where there are two
     */
    public RunOpener(Session session, Function<String, RunConfig> presets, int threads) {
        this.session = session;
        this.presets = presets;
        this.threads = threads;
    }

    /** Opens a preset; the present run goes on until the new one is there, and is closed then. */
    public void open(String preset) {
        open(() -> presets.apply(preset), false);
    }

    /** Opens a run in the same way and sets it going. */
    public void train(RunConfig config) {
        open(() -> config, true);
    }

    /** Opens a model to look at: a place as {@link ModelFiles} takes it. */
    public void openModel(Path place) {
        session.messageProperty().set(session.text("shell.opening", place));
        session.background().execute(() -> {
            try {
                InferenceService service = new InferenceService(ModelFiles.load(place), place.toString(), Backends.REGISTRY.names().iterator().next());
                service.start();
                Platform.runLater(() -> swap(service, false));
            } catch (InputException | OutOfMemoryError e) {
                String why = e instanceof Error ? session.text("shell.model.tooLarge", place,
                        Bytes.text(Runtime.getRuntime().maxMemory())) : e.getMessage();
                Platform.runLater(() -> session.messageProperty().set(why));
            }
        });
    }

    /** Opens the file of a run (.vitrine). */
    public void openFile(Path file) {
        String why = session.text("shell.cannotOpen", file.getFileName());
        session.background().execute(() -> Platform.runLater(() -> session.messageProperty().set(why)));
    }

    private void open(Supplier<RunConfig> source, boolean train) {
        session.background().execute(() -> {
            try {
                RunConfig config = source.get();
                TrainingService service = new TrainingService(config, RunData.load(config), threads, TIMELINE_BYTES);
                service.start();
                Platform.runLater(() -> swap(service, train));
            } catch (RuntimeException | OutOfMemoryError e) {
                String why = e instanceof Error ? session.text("shell.tooLarge") : e.getMessage();
                Platform.runLater(() -> session.messageProperty().set(why));
            }
        });
    }

    private void swap(ModelService opened, boolean train) {
        ModelService before = session.model();
        session.open(opened);
        if (train) {
            session.toggleRunning();
        }
        if (before != null) {
            before.send(new Command.Stop());
        }
    }
}
