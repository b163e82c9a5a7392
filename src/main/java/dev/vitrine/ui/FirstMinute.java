package dev.vitrine.ui;

import dev.vitrine.training.Command;
import java.io.PrintStream;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * The first minute without hands, for a machine without a display: trains the start preset, rewinds, steps, sets the HRM
 * beside the Transformer, generates, and leaves a picture of every view.
 */
public final class FirstMinute extends Application {
    /** Where the pictures go. */
    public static final Path FOLDER = Path.of("target", "first-minute");

    private static final int TRAINED = 300;
    private static final int PAST = 20;

    private static volatile boolean completed;

    private final PrintStream out = System.out;
    private Window window;
    private int picture;

    @Override
    public void start(Stage stage) {
        window = new Window(stage);
        window.open("start");
        Session session = window.session();
        Script script = new Script(240, this::done, this::stuck);
        script.when("the untrained model", () -> !session.snapshotsProperty().get().isEmpty(), () -> { })
                .then(() -> {
                    picture("untrained");
                    say("training " + TRAINED + " steps of the preset start");
                    session.toggleRunning();
                })
                .when("step " + TRAINED, () -> session.step() >= TRAINED, () -> {
                    say("loss " + window.session().snapshot("gpt").orElseThrow().lossNats() + " nats");
                    session.seek(TRAINED);
                })
                .when("the pause", () -> !session.running() && session.step() == TRAINED, () -> { });
        for (ViewSpec view : Views.TEXT) {
            if (!view.id().equals("hrm")) {
                script.then(() -> window.shell().viewProperty().set(view)).then(() -> { }).then(() -> picture(view.id()));
            }
        }
        script.then(() -> {
            say("rewinding to step " + PAST);
            window.shell().open("1");
            session.seek(PAST);
        }).when("step " + PAST, () -> session.step() == PAST, () -> { }).then(() -> { }).then(() -> {
            picture("rewound");
            window.shell().open("3");
            session.send(new Command.AdvancePhase());
        });
        for (String phase : new String[] {"update", "batch", "forward", "loss", "backward"}) {
            script.then(() -> { }).then(() -> {
                picture("phase-" + phase);
                session.send(new Command.AdvancePhase());
            });
        }
        script.then(() -> {
            say("setting the HRM beside the Transformer at step " + TRAINED);
            session.modeProperty().set(Mode.BOTH);
            session.seek(TRAINED);
        }).when("both at step " + TRAINED, this::bothTrained, () -> window.shell().open("8"))
                .then(() -> { }).then(() -> picture("hrm"))
                .then(() -> window.shell().open("4")).then(() -> { }).then(() -> picture("both"))
                .then(() -> {
                    say("generating");
                    window.shell().generate();
                }).then(() -> { }).then(() -> { }).then(() -> { }).then(() -> picture("generated"))
                .then(() -> window.shell().switchTheme()).then(() -> window.shell().open("1")).then(() -> { })
                .then(() -> picture("dark"));
        script.start();
    }

    private boolean bothTrained() {
        var shown = window.session().snapshotsProperty().get();
        return shown.size() == 2 && shown.stream().allMatch(s -> s.step() == TRAINED && s.piece() == s.pieces() - 1);
    }

    private void picture(String name) {
        Path file = FOLDER.resolve(String.format("%02d-%s.png", ++picture, name));
        Pictures.save(window.scene(), file);
    }

    private void say(String what) {
        out.println(what);
    }

    private void done() {
        say(picture + " pictures in " + FOLDER);
        completed = true;
        Platform.exit();
    }

    /** Whether the last launch came to its end. */
    public static boolean completed() {
        return completed;
    }

    private void stuck(String what) {
        System.err.println("the first minute waited in vain for " + what);
        Platform.exit();
    }

    @Override
    public void stop() {
        window.close();
    }
}
