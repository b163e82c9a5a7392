package dev.vitrine.ui;

import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Command;
import dev.vitrine.training.GenerationService;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunData;
import dev.vitrine.training.TrainingService;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.TilePane;
import javafx.stage.Stage;

/**
 * What the window costs: trains on one thread, in turn with nobody looking and with every view open and drawn, and
 * compares the tokens that the training thread works in a second of its own processor time. FX thread.
 */
public final class WindowBench {
    /**
     * @param headless   tokens a CPU-second of the training thread, nobody looking: median of the rounds
     * @param watched    the same with every view open
     * @param ratio      median of watched / headless, round by round
     * @param handlerP95 95th percentile of the time of a frame's handler, milliseconds
     * @param frames     that were measured
     * @param views      that were open
     */
    public record Result(double headless, double watched, double ratio, double handlerP95, int frames, int views) {
    }

    private static final double VIEW_WIDTH = 640;
    private static final double VIEW_HEIGHT = 480;
    private static final int COLUMNS = 3;
    /** Steps of a round before it is measured. */
    private static final int WARM_STEPS = 60;

    private final RunConfig config;
    private final RunData data;
    private final int rounds;
    private final long roundNanos;
    private final Consumer<Result> done;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ExecutorService background = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    private final GenerationService generation;
    private final List<Double> headless = new ArrayList<>();
    private final List<Double> watched = new ArrayList<>();
    private final List<Double> handler = new ArrayList<>();
    private int views;
    private boolean measuring;   // whether frames count: not while views load and code is compiled

    /** @param done called on the FX thread at the end */
    public WindowBench(RunConfig config, int rounds, int secondsARound, Consumer<Result> done) {
        this.config = config;
        this.data = RunData.load(config);
        this.rounds = rounds;
        this.roundNanos = secondsARound * 1_000_000_000L;
        this.done = done;
        generation = new GenerationService(config.backend());
    }

    public void start() {
        round(0, false);
    }

    /** The first two rounds warm up and do not count. */
    private void round(int number, boolean looking) {
        if (number == rounds + 1) {
            finish();
            return;
        }
        TrainingService service = new TrainingService(config, data, 1, 64L << 20);
        service.start();
        Stage stage = looking ? open(service) : null;
        service.send(new Command.Resume());
        long thread = trainingThread();
        AnimationTimer timer = new AnimationTimer() {
            private long began;
            private long cpuBegan;
            private int stepsBegan;

            @Override
            public void handle(long now) {
                int steps = service.history(config.model().type()).loss().size();
                if (began == 0 && steps > WARM_STEPS) {
                    began = now;
                    measuring = looking && number > 0;
                    cpuBegan = threads.getThreadCpuTime(thread);
                    stepsBegan = steps;
                } else if (began > 0 && now - began > roundNanos) {
                    stop();
                    measuring = false;
                    double cpuSeconds = (threads.getThreadCpuTime(thread) - cpuBegan) / 1e9;
                    double tokens = (double) (steps - stepsBegan) * data.stages().getFirst().config().batchSize()
                            * data.stages().getFirst().train().time();
                    if (number > 0) {
                        (looking ? watched : headless).add(tokens / cpuSeconds);
                    }
                    end(service, stage);
                    round(looking ? number + 1 : number, !looking);
                }
            }
        };
        timer.start();
    }

    private static void end(TrainingService service, Stage stage) {
        service.close();
        if (stage != null) {
            ((Runnable) stage.getUserData()).run();
            stage.close();
        }
    }

    private long trainingThread() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(t -> t != null && t.getThreadName().equals("training")).findFirst().orElseThrow().getThreadId();
    }

    /** Every view of the architecture in one scene, all of them fed and drawn. */
    private Stage open(TrainingService service) {
        Session session = new Session(Window.texts(), background, generation, null);
        SnapshotPump pump = new SnapshotPump(session);
        ViewLoader loader = new ViewLoader(session);
        session.open(service);
        TilePane all = new TilePane();
        all.setPrefColumns(COLUMNS);
        all.setPrefTileWidth(VIEW_WIDTH);
        all.setPrefTileHeight(VIEW_HEIGHT);
        String run = config.model().type();
        for (ViewSpec spec : Views.TEXT) {
            ViewLoader.Loaded view = loader.load(spec, run);
            all.getChildren().add(view.root());
            pump.show(view.feature(), spec.perRun() ? Set.of(run) : Set.copyOf(Models.REGISTRY.names()));
        }
        views = Views.TEXT.size();
        Stage stage = new Stage();
        Scene scene = new Scene(all, COLUMNS * VIEW_WIDTH, Math.ceilDiv(views, COLUMNS) * VIEW_HEIGHT);
        scene.getStylesheets().setAll(Window.css("vitrine"), Window.css("light"));
        stage.setScene(scene);
        stage.show();
        AnimationTimer frames = new AnimationTimer() {
            @Override
            public void handle(long now) {
                long began = System.nanoTime();
                pump.handle(now);
                if (measuring) {
                    handler.add((System.nanoTime() - began) / 1e6);
                }
            }
        };
        frames.start();
        stage.setUserData((Runnable) frames::stop);
        return stage;
    }

    private void finish() {
        generation.close();
        background.shutdownNow();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < watched.size(); i++) {
            ratios.add(watched.get(i) / headless.get(i));
        }
        List<Double> sorted = handler.stream().sorted().toList();
        Result result = new Result(median(headless), median(watched), median(ratios),
                sorted.get((int) (sorted.size() * 0.95)), sorted.size(), views);
        Platform.runLater(() -> done.accept(result));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** One JSON object. */
    public static String json(Result r) {
        return String.format(Locale.ROOT, "{\"views\":%d,\"headless_tokens_per_cpu_second\":%.0f,"
                + "\"window_tokens_per_cpu_second\":%.0f,\"ratio\":%.3f,\"frame_handler_p95_ms\":%.2f,\"frames\":%d}",
                r.views, r.headless, r.watched, r.ratio, r.handlerP95, r.frames);
    }
}
