package dev.vitrine.ui;

import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.text.TokenizerCancelledException;
import dev.vitrine.engine.text.TokenizerProgress;
import dev.vitrine.training.Command;
import dev.vitrine.training.InferenceService;
import dev.vitrine.training.ModelService;
import dev.vitrine.training.PuzzleModel;
import dev.vitrine.training.Recovery;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunData;
import dev.vitrine.training.RunFile;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.settings.Bytes;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;

/** Opens runs, and models to look at: reads their files in the background, then puts the new service into the session. */
public final class RunOpener {
    /** Memory for the timeline of each architecture. */
    public static final long TIMELINE_BYTES = 512L << 20;
    private static final long TELL_NANOS = 100_000_000;

    private final Session session;
    private final Function<String, RunConfig> presets;
    private final int threads;
    private final Recovery recovery;   // null for none
    private AtomicBoolean wanted = new AtomicBoolean();

    /**
     * @param presets  gives the config of a name
     * @param threads  that train; one processor is left to the window where there are two
     * @param recovery keeps what is trained; null where nothing is kept
     */
    public RunOpener(Session session, Function<String, RunConfig> presets, int threads, Recovery recovery) {
        this.session = session;
        this.presets = presets;
        this.threads = threads;
        this.recovery = recovery;
    }

    /** Opens a preset; the present run goes on until the new one is there, and is closed then. */
    public void open(String preset) {
        open(told -> service(presets.apply(preset), told), session.text("shell.tooLarge"), service -> swap(service, false));
    }

    /** Opens a run in the same way and sets it going. */
    public void train(RunConfig config) {
        open(told -> service(config, told), session.text("shell.tooLarge"), service -> swap(service, true));
    }

    /** Stops the opening of a run whose vocabulary is being learned; the present one stays. */
    public void cancel() {
        wanted.set(false);
    }

    private TrainingService service(RunConfig config, TokenizerProgress told) {
        return new TrainingService(config, RunData.load(config, told), threads, TIMELINE_BYTES);
    }

    /** Opens the file of a run (.vitrine), which goes on from the state it was in.
     *  @param then done when it is there */
    public void openRun(Path file, Runnable then) {
        openRun(file, null, then);
    }

    /** Opens a run that was left, whose file is deleted when there is a newer one. */
    public void openLeft(Path file) {
        openRun(file, file, () -> { });
    }

    private void openRun(Path file, Path left, Runnable then) {
        session.messageProperty().set("");
        session.noticeProperty().set(session.text("shell.opening", file));
        open(told -> new TrainingService(RunFile.read(file), threads, TIMELINE_BYTES), session.text("shell.tooLarge"), service -> {
            swap(service, service.histories().getFirst().states() - 1, left);
            then.run();
        });
    }

    /** Opens a model to look at: a place as {@link ModelFiles} takes it. One that answers puzzles begins a run.
     *  @param then done when it is there */
    public void openModel(Path place, Runnable then) {
        session.messageProperty().set("");
        session.noticeProperty().set(session.text("shell.opening", place));
        open(told -> model(place, told), session.text("shell.model.tooLarge", place, Bytes.text(Runtime.getRuntime().maxMemory())), service -> {
                    swap(service, false);
                    then.run();
                });
    }

    private ModelService model(Path place, TokenizerProgress told) {
        LoadedModel loaded = ModelFiles.load(place);
        return PuzzleModel.is(loaded) ? service(new PuzzleModel(place, loaded).run(), told)
                : new InferenceService(loaded, place.toString(), Backends.REGISTRY.names().iterator().next());
    }

    private <T extends ModelService> void open(Function<TokenizerProgress, T> source, String tooLarge, Consumer<T> opened) {
        if (session.model() != null) {   // else what was asked for first is to be there should the next fail
            cancel();
        }
        AtomicBoolean mine = new AtomicBoolean(true);
        wanted = mine;
        session.background().execute(() -> {
            try {
                T service = source.apply(told(mine));
                service.start();
                Platform.runLater(() -> opened.accept(service));
            } catch (TokenizerCancelledException e) {
                Platform.runLater(() -> stopped(mine));
            } catch (RuntimeException | OutOfMemoryError e) {
                String why = e instanceof Error ? tooLarge : e.getMessage();
                Platform.runLater(() -> {
                    session.noticeProperty().set("");
                    session.messageProperty().set(why);
                });
            }
        });
    }

    private void stopped(AtomicBoolean opening) {
        if (wanted == opening) {
            session.noticeProperty().set(session.text("shell.vocabulary.stopped"));
        }
    }

    private TokenizerProgress told(AtomicBoolean opening) {
        long[] last = {System.nanoTime()};
        return (stage, done, all) -> {
            long now = System.nanoTime();
            if (now - last[0] > TELL_NANOS) {
                last[0] = now;
                Platform.runLater(() -> {
                    if (opening.get()) {
                        session.noticeProperty().set(stage == TokenizerProgress.Stage.COUNT ? session.text("shell.vocabulary.count")
                                : session.text("shell.vocabulary.merge", Numbers.integer(done), Numbers.integer(all)));
                    }
                });
            }
            return opening.get();
        };
    }

    private void swap(ModelService opened, boolean train) {
        swap(opened, 0, null);
        if (train) {
            session.toggleRunning();
        }
    }

    /** @param newest state that is on a disk already */
    private void swap(ModelService opened, int newest, Path left) {
        ModelService before = session.model();
        session.generation().forget();
        session.open(opened);
        if (recovery != null && opened instanceof TrainingService training) {
            recovery.watch(training, newest, left);
        }
        if (before != null) {
            before.send(new Command.Stop());
        }
    }
}
