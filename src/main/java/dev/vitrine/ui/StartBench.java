package dev.vitrine.ui;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/** How long the program takes to start: opens the window, trains some steps of the preset start in it, and closes it. */
public final class StartBench extends Application {
    /**
     * Milliseconds after the start of the Java virtual machine.
     *
     * @param shown   the window's first frame was drawn
     * @param ready   the untrained model was there
     * @param trained the model had its steps
     * @param steps   that it was trained for
     */
    public record Result(long shown, long ready, long trained, int steps) {
        public String json() {
            return String.format(Locale.ROOT, "{\"window_shown_ms\":%d,\"model_ready_ms\":%d,\"trained_ms\":%d,\"steps\":%d}",
                    shown, ready, trained, steps);
        }
    }

    private static volatile Result result;

    private final RuntimeMXBean java = ManagementFactory.getRuntimeMXBean();
    private Window window;
    private long shown;
    private long ready;

    @Override
    public void start(Stage stage) {
        int steps = Integer.parseInt(getParameters().getRaw().getFirst());
        window = new Window(stage);
        window.open("start");
        Session session = window.session();
        new Script(60, Platform::exit, waiting -> Platform.exit())
                .when("the first frame", () -> true, () -> { })
                .when("the second frame", () -> true, () -> shown = java.getUptime())
                .when("the untrained model", () -> !session.snapshotsProperty().get().isEmpty(), () -> {
                    ready = java.getUptime();
                    session.toggleRunning();
                })
                .when("step " + steps, () -> session.step() >= steps, () -> result = new Result(shown, ready, java.getUptime(), steps))
                .start();
    }

    /** What the last launch measured; nothing if it did not come to its end. */
    public static Optional<Result> result() {
        return Optional.ofNullable(result);
    }

    @Override
    public void stop() {
        window.close();
    }
}
