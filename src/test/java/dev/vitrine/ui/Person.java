package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.fail;

import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Snapshot;
import dev.vitrine.ui.preferences.PreferencesStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A person at a window: hands that press and drag, eyes that read, and patience. Nothing here waits for a time; it waits
 * for what should come, and says what did not.
 */
final class Person implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final Stage stage;
    private final Window window;
    private final FxRobot robot = new FxRobot();

    /** FX thread: opens the window as the program does, on a stage of its own: the given one is shared by all tests. */
    Person(Stage shared, String preset) {
        this(shared, preset, new PreferencesStore());
    }

    /** FX thread. @param preferences what the program remembers */
    Person(Stage shared, String preset, PreferencesStore preferences) {
        shared.hide();
        stage = new Stage();
        window = new Window(stage, preferences);
        window.open(preset);
    }

    /** Any thread. */
    static Person opened(Callable<Person> window) {
        return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), window);
    }

    Window window() {
        return window;
    }

    Stage stage() {
        return stage;
    }

    FxRobot robot() {
        return robot;
    }

    /** Presses keys together. */
    void press(KeyCode... keys) {
        robot.push(keys);
    }

    /** Does something on the FX thread, and lets it be drawn. */
    void act(Runnable action) {
        see(() -> {
            action.run();
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Looks at something on the FX thread. */
    <T> T see(Callable<T> what) {
        try {
            return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), what);
        } catch (RuntimeException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof AssertionError error) {
                    throw error;
                }
            }
            throw e;
        }
    }

    /** Waits until something is so; it is looked at on the FX thread. */
    void until(String what, BooleanSupplier condition) {
        until(what, condition, () -> "");
    }

    /** @param instead says, in vain, what was there */
    void until(String what, BooleanSupplier condition, Supplier<String> instead) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> see(condition::getAsBoolean));
        } catch (TimeoutException e) {
            fail("waited in vain for " + what + ". " + see(instead::get) + " Message: '" + see(() ->
                    window.session().messageProperty().get()) + "'", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Waits for the first snapshot of the run that is opened, with its batch worked. */
    void untilReady(String preset) {
        until("the preset " + preset, () -> window.session().service() != null
                && window.session().service().config().name().equals(preset) && settled(0));
    }

    /** Whether all that is shown rests at a step with its batch worked up to the update. */
    boolean settled(int step) {
        List<Snapshot> shown = window.session().snapshotsProperty().get();
        Set<String> wanted = window.session().modeProperty().get().types();
        return shown.size() == wanted.size()
                && shown.stream().allMatch(s -> wanted.contains(s.run()) && s.step() == step && !s.running()
                        && s.piece() == s.pieces() - 1);
    }

    void untilSettled(int step) {
        until("step " + step, () -> settled(step), () -> "At: " + window.session().snapshotsProperty().get().stream()
                .map(s -> s.run() + " " + s.step() + "/" + s.piece() + " of " + s.pieces() + (s.running() ? " running" : "")).toList());
    }

    /** Goes to a step through the session, as a click on a curve does. */
    void seek(int step) {
        act(() -> window.session().seek(step));
        untilSettled(step);
    }

    /** Trains to a step that lies ahead, and rests there. */
    void train(int step) {
        act(() -> window.session().toggleRunning());
        until("training to step " + step, () -> window.session().step() >= step || !window.session().running() && atEnd());
        act(() -> window.session().seek(step));
        untilSettled(step);
    }

    private boolean atEnd() {
        return window.session().snapshotsProperty().get().stream().anyMatch(s -> s.step() >= s.total());
    }

    Snapshot snapshot() {
        return see(() -> window.session().snapshotsProperty().get().getFirst());
    }

    /** Opens a view by its digit, and waits until what it observes has come. */
    List<Feature> open(ViewSpec view) {
        act(() -> window.shell().viewProperty().set(view));
        return features();
    }

    /** The view models on the stage, fed with the tensors that they observe, as far as the engine has them. */
    List<Feature> features() {
        frames(30);
        return see(window::onStage);
    }

    /** Lets frames pass, so that what was asked of other threads and came back is on the screen. */
    void frames(int count) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        AnimationTimer timer = new AnimationTimer() {
            private int left = count;

            @Override
            public void handle(long now) {
                if (--left == 0) {
                    stop();
                    passed.complete(null);
                }
            }
        };
        act(timer::start);
        passed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        WaitForAsyncUtils.waitForFxEvents();
    }

    List<Shown> shown() {
        return see(() -> {
            List<Shown> all = new ArrayList<>();
            window.onStage().forEach(f -> all.addAll(f.shown()));
            return all;
        });
    }

    <T extends Node> T find(String id, Class<T> kind) {
        return see(() -> {
            Node found = window.scene().getRoot().lookup("#" + id);
            if (found == null) {
                fail("there is no node with the id " + id);
            }
            return kind.cast(found);
        });
    }

    /** What a label, a button or a field with an id says. */
    String text(String id) {
        Node node = find(id, Node.class);
        return see(() -> node instanceof Labeled l ? l.getText() : ((TextInputControl) node).getText());
    }

    /** All nodes that a person can see, depth first. */
    List<Node> visible(Predicate<Node> which) {
        return see(() -> {
            List<Node> all = new ArrayList<>();
            collect(window.scene().getRoot(), which, all);
            return all;
        });
    }

    static void collect(Node node, Predicate<Node> which, List<Node> all) {
        if (!node.isVisible()) {
            return;
        }
        if (which.test(node)) {
            all.add(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, which, all));
        }
    }

    /** Everything that stands written under a node, in labels and texts. */
    String read(Node root) {
        return see(() -> {
            StringBuilder all = new StringBuilder();
            List<Node> nodes = new ArrayList<>();
            collect(root, n -> n instanceof Text, nodes);
            nodes.forEach(n -> all.append(((Text) n).getText()).append('\n'));
            return all.toString();
        });
    }

    /** The types that are on the stage now, in the order of the registry. */
    List<String> types() {
        return see(() -> Models.REGISTRY.names().stream()
                .filter(window.session().modeProperty().get().types()::contains).toList());
    }

    /** Ends training and leaves the toolkit, which all tests share, as it was found. */
    @Override
    public void close() {
        window.close();
        if (Platform.isFxApplicationThread()) {
            leave();
        } else {
            robot.interact(this::leave);
        }
    }

    private void leave() {
        stage.close();
        Application.setUserAgentStylesheet(null);
    }
}
