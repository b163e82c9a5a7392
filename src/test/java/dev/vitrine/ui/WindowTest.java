package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.model.Models;
import dev.vitrine.training.History;
import dev.vitrine.training.Oracle;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.TrainingService;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** The window as a whole: its parts, its look at the smallest size it is made for, its keys, and what goes wrong. */
@ExtendWith(ApplicationExtension.class)
class WindowTest {
    private Person person;

    @Start
    void start(Stage stage) {
        person = new Person(stage, "start");
    }

    @Stop
    void stop() {
        person.close();
    }

    @Test
    void everyFieldOfEveryFxmlIsSet() {
        person.untilReady("start");
        person.act(() -> {
            Session session = person.window().session();
            List<String> checked = new ArrayList<>();
            check(person.window(), checked);
            for (ViewSpec view : Views.TEXT) {
                for (String run : view.perRun() ? Models.REGISTRY.names() : Set.of(Models.GPT)) {
                    Object controller = view.controller().apply(view.model().apply(session, run));
                    FXMLLoader loader = new FXMLLoader(Window.class.getResource(view.fxml()), session.texts());
                    loader.setControllerFactory(type -> controller);
                    try {
                        Parent root = loader.load();
                        assertThat(root).as(view.fxml()).isNotNull();
                    } catch (IOException e) {
                        throw new AssertionError(view.fxml(), e);
                    }
                    assertThat(loader.<Object>getController() == controller).as("controller of " + view.fxml()).isTrue();
                    int before = checked.size();
                    check(controller, checked);
                    assertThat(checked.size()).as("fields of " + view.fxml()).isGreaterThan(before);
                }
            }
            assertThat(checked).as("fields").contains("ShellController.counts", "TransportController.hash");
        });
    }

    /** Looks at the fields of an object of ours and of all objects of ours that it holds. */
    private static void check(Object from, List<String> checked) {
        check(from, checked, new IdentityHashMap<>());
    }

    private static void check(Object object, List<String> checked, Map<Object, Boolean> seen) {
        if (object == null || seen.put(object, true) != null) {
            return;
        }
        if (object instanceof Collection<?> many) {
            many.forEach(o -> check(o, checked, seen));
            return;
        }
        if (!object.getClass().getName().startsWith("dev.vitrine.ui") || object instanceof Node || object instanceof Record) {
            return;
        }
        for (Field field : object.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
                continue;
            }
            field.setAccessible(true);
            try {
                Object value = field.get(object);
                if (field.isAnnotationPresent(FXML.class)) {
                    checked.add(object.getClass().getSimpleName() + "." + field.getName());
                    assertThat(value).as(checked.getLast()).isNotNull();
                }
                check(value, checked, seen);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void nothingIsCutOrFaintAtTheSmallestSize() {
        person.untilReady("start");
        person.train(20);
        assertThat(person.window().scene().getWidth()).isEqualTo(1280);
        assertThat(person.window().scene().getHeight()).isEqualTo(800);
        Set<String> problems = new TreeSet<>();
        for (int theme = 0; theme < 2; theme++) {
            look(Mode.TRANSFORMER, problems);
            look(Mode.HRM, problems);
            lookAtSettings(problems);
            person.act(() -> person.window().shell().switchTheme());
        }
        look(Mode.BOTH, problems);
        assertThat(problems).isEmpty();
    }

    private void look(Mode mode, Set<String> problems) {
        person.act(() -> person.window().session().modeProperty().set(mode));
        person.untilSettled(20);
        String theme = person.window().session().paletteProperty().get().dark() ? "dark" : "light";
        for (ViewSpec view : Views.TEXT) {
            if (mode == Mode.HRM && !view.id().equals("hrm")) {
                continue;
            }
            person.open(view);
            Legibility.inspect(person, mode + " " + view.id() + " " + theme, problems);
            if (view.id().equals("generate")) {
                TabPane pages = person.find("generatePages", TabPane.class);
                for (int page = 0; page < pages.getTabs().size(); page++) {
                    int number = page;
                    person.act(() -> pages.getSelectionModel().select(number));
                    person.frames(5);
                    Legibility.inspect(person, mode + " generate, " + pages.getTabs().get(page).getId() + " " + theme, problems);
                }
            }
            if (view.id().equals("step")) {
                ListView<?> pieces = person.find("stepPieces", ListView.class);
                for (int piece : new int[] {0, 2, 5, 8, 11}) {
                    person.act(() -> pieces.getSelectionModel().select(piece));
                    person.frames(10);
                    Legibility.inspect(person, mode + " step, piece " + piece + " " + theme, problems);
                }
            }
        }
    }

    private void lookAtSettings(Set<String> problems) {
        person.press(KeyCode.CONTROL, KeyCode.N);
        person.until("the counts", () -> !person.text("settingsParameters").isBlank());
        person.frames(10);
        Legibility.inspect(person, "settings", problems);
        person.press(KeyCode.ESCAPE);
    }

    @Test
    void keysDoWhatTheListOfKeysSays() {
        person.untilReady("start");
        Session session = person.window().session();
        int pieces = person.snapshot().pieces();
        for (ViewSpec view : Views.TEXT) {
            person.press(KeyCode.valueOf("DIGIT" + view.key()));
            assertThat(person.see(() -> person.window().shell().viewProperty().get())).isSameAs(view);
            assertThat(person.see(() -> person.window().onStage().size())).isEqualTo(1);
        }
        person.press(KeyCode.LEFT);
        person.until("a piece less", () -> at(0, pieces - 2));
        person.press(KeyCode.RIGHT);
        person.until("the piece again", () -> at(0, pieces - 1));
        person.press(KeyCode.CONTROL, KeyCode.LEFT);
        person.until("a phase less", () -> at(0, pieces - 2));
        person.press(KeyCode.CONTROL, KeyCode.RIGHT);
        person.until("the phase again", () -> at(0, pieces - 1));
        person.press(KeyCode.SHIFT, KeyCode.RIGHT);
        person.untilSettled(1);
        person.press(KeyCode.SHIFT, KeyCode.LEFT);
        person.untilSettled(0);
        person.press(KeyCode.END);
        person.untilSettled(1);
        person.press(KeyCode.HOME);
        person.untilSettled(0);
        person.press(KeyCode.L);
        person.untilSettled(1);
        person.press(KeyCode.K);
        person.until("training", session::running);
        person.press(KeyCode.SPACE);
        person.until("the pause", () -> !session.running());
        int step = person.snapshot().step();
        person.untilSettled(step);
        for (Mode mode : List.of(Mode.HRM, Mode.BOTH, Mode.TRANSFORMER)) {
            person.press(KeyCode.M);
            assertThat(person.see(() -> session.modeProperty().get())).isEqualTo(mode);
        }
        person.untilSettled(step);
        boolean dark = session.paletteProperty().get().dark();
        person.press(KeyCode.T);
        assertThat(session.paletteProperty().get().dark()).isNotEqualTo(dark);
        person.press(KeyCode.SLASH);
        person.until("the prompt under the keys", () -> person.find("prompt", TextField.class).isFocused());
        person.robot().write("m t 5");
        assertThat(person.text("prompt")).as("letters are letters in a text field").isEqualTo("m t 5");
        assertThat(session.modeProperty().get()).isEqualTo(Mode.TRANSFORMER);
        person.press(KeyCode.ESCAPE);
        person.press(KeyCode.DIGIT1);
        assertThat(person.see(() -> person.window().shell().viewProperty().get().key())).isEqualTo("1");
        person.press(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(person.see(() -> person.window().shell().viewProperty().get().id())).isEqualTo("generate");
        person.press(KeyCode.SHIFT, KeyCode.SLASH);
        person.until("the list of keys", () -> javafx.stage.Window.getWindows().size() == 2);
        person.act(() -> javafx.stage.Window.getWindows().stream().filter(w -> w != person.stage()).toList()
                .forEach(javafx.stage.Window::hide));
    }

    private boolean at(int step, int piece) {
        var s = person.window().session().snapshotsProperty().get().getFirst();
        return s.step() == step && s.piece() == piece;
    }

    @Test
    void anotherPresetIsAnotherRun() {
        person.untilReady("start");
        TrainingService first = person.window().session().service();
        person.robot().clickOn("#preset").clickOn("start-hrm");
        person.untilReady("start-hrm");
        assertThat(person.window().session().service()).isNotSameAs(first);
        assertThat(person.types()).containsExactly(Models.HRM);
        assertThat(person.text("counts")).isNotEmpty();
        person.until("one training thread", () -> trainingThreads() == 1);
        person.press(KeyCode.SPACE);
        person.until("training, as the keys are commands again", () -> person.window().session().running());
    }

    private static long trainingThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("training")).count();
    }

    @Test
    void closingInTheMiddleOfTrainingEndsItAndLeavesNothing() throws IOException {
        person.untilReady("start");
        Set<Path> before = files();
        person.press(KeyCode.SPACE);
        person.until("training", () -> person.window().session().step() > 2);
        TrainingService service = person.window().session().service();
        person.act(() -> {
            person.stage().close();
            person.close();
        });
        person.until("no training thread", () -> trainingThreads() == 0);
        int steps = service.history(Models.GPT).states();
        person.frames(20);
        assertThat(service.history(Models.GPT).states()).as("steps after the end").isEqualTo(steps);
        assertThat(files()).isEqualTo(before);
    }

    private static Set<Path> files() throws IOException {
        Set<Path> all = new TreeSet<>();
        for (Path folder : List.of(Path.of(""), Path.of(System.getProperty("user.home")))) {
            try (Stream<Path> inside = Files.list(folder.toAbsolutePath())) {
                all.addAll(inside.toList());
            }
        }
        return all;
    }

    @Test
    void aLearningRateThatIsNoNumberIsAnsweredWithASentence() {
        person.untilReady("start");
        for (String wrong : List.of("fast", "0", "-1", "NaN", "1e999")) {
            type("rate", wrong);
            assertThat(person.text("message")).contains("must be a number above 0").contains(wrong);
            assertThat(cut("message")).as("the sentence is cut").isFalse();
        }
        type("rate", "0.002");
        assertThat(person.text("message")).contains("0.002").contains("step 0");
        person.train(3);
        assertThat(person.window().session().service().history(Models.GPT).learningRate().at(1))
                .isEqualTo(RunConfigs.preset("start").stages().getFirst().schedule().withLearningRate(0.002f).at(1, 500));
    }

    private boolean cut(String id) {
        Set<String> problems = new TreeSet<>();
        Label label = person.find(id, Label.class);
        person.act(() -> Legibility.cut(id, label, problems));
        return !problems.isEmpty();
    }

    private void type(String id, String text) {
        person.robot().clickOn("#" + id);
        person.act(() -> person.find(id, TextField.class).clear());
        person.robot().write(text);
        person.press(KeyCode.ENTER);
    }

    @Test
    void aRunThatDivergesStopsWithASentenceAndGoesOnFromBefore() {
        person.untilReady("start");
        person.train(12);
        History history = person.window().session().service().history(Models.GPT);
        person.press(KeyCode.L);
        int newest = person.snapshot().newest();
        person.untilSettled(newest);
        type("rate", "1e9");
        person.press(KeyCode.SPACE);
        person.until("a stop", () -> !person.window().session().running() && person.text("message").contains("not finite"),
                () -> "At step " + person.window().session().step());
        int stopped = person.snapshot().step();
        assertThat(stopped).isGreaterThan(newest);
        assertThat(person.text("message")).matches("step " + stopped + " met a number that is not finite, first in \\S+; .*");
        assertThat(cut("message")).as("the sentence is cut").isFalse();
        assertThat(person.text("where")).contains("step " + stopped);
        for (ViewSpec view : Views.TEXT) {
            if (!view.id().equals("hrm")) {
                person.open(view);
                assertThat(person.text("message")).contains("not finite");
            }
        }
        person.seek(5);
        assertThat(person.text("message")).isEmpty();
        assertThat(person.text("hash")).isEqualTo(history.hashText(5));
        type("rate", "0.003");
        person.train(newest);
        try (Oracle oracle = new Oracle(RunConfigs.preset("start"), Models.GPT)) {
            oracle.at(5).setPeakLearningRate(0.003f);
            assertThat(person.text("hash")).isEqualTo(oracle.at(newest).stateHashText());
        }
        assertThat(person.find("run", Button.class).isDisabled()).isFalse();
    }
}
