package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Oracle;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import java.util.List;
import java.util.TreeMap;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** Any step of a run can be gone to, and then everything on the screen is of that step. */
@ExtendWith(ApplicationExtension.class)
class TimeTravelTest {
    private static final int BY_PIECES = 2;
    private static final int BY_PHASES = 5;
    private static final int BY_STEPS = 60;

    private final RunConfig config = RunConfigs.preset("start");
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
    void everyViewShowsTheStepThatWasGoneTo() {
        person.untilReady("start");
        person.train(300);
        TreeMap<Integer, String> truth = new TreeMap<>();
        try (Oracle uninterrupted = new Oracle(config, Models.GPT, 2)) {
            uninterrupted.at(300);
            for (int step : new int[] {137, 20, 300}) {
                truth.put(step, uninterrupted.at(300).history().hashText(step));
            }
        }
        for (int step : new int[] {137, 20, 300}) {
            person.seek(step);
            assertThat(person.text("hash")).as("state hash of step " + step).isEqualTo(truth.get(step));
            assertThat(person.window().session().service().history(Models.GPT).hashText(step)).isEqualTo(truth.get(step));
            everyViewIsAt(step);
        }
        person.seek(20);
        person.act(() -> person.window().session().modeProperty().set(Mode.BOTH));
        person.untilSettled(20);
        everyViewIsAt(20);
    }

    private void everyViewIsAt(int step) {
        boolean hrm = person.types().contains(Models.HRM);
        for (ViewSpec view : Views.TEXT) {
            if (view.id().equals("hrm") && !hrm) {
                continue;       // says that there is no HRM to see
            }
            person.open(view);
            Parent views = person.find("views", Parent.class);
            person.until("step " + step + " in the view " + view.id(),
                    () -> person.read(views).matches("(?s).*\\bstep " + step + "\\b.*") && !person.shown().isEmpty(),
                    () -> person.read(views));
            for (Shown s : person.shown()) {
                if (s.source() instanceof Source.Tensor t) {
                    assertThat(t.step()).as(view.id() + ": " + s).isEqualTo(step);
                } else if (s.source() instanceof Source.Generated g) {
                    assertThat(g.step()).as(view.id() + ": " + s).isEqualTo(step);
                }
            }
            assertThat(person.settled(step)).as("still at step " + step + " after opening " + view.id()).isTrue();
        }
    }

    @Test
    void keysThreadsAndTheWindowLeaveTheStateAsItIs() {
        List<String> truth;
        try (Oracle one = new Oracle(config, Models.GPT, 1); Oracle two = new Oracle(config, Models.GPT, 2)) {
            truth = hashes(one);
            assertThat(hashes(two)).as("two threads").isEqualTo(truth);
        }
        person.untilReady("start");
        person.press(KeyCode.HOME);
        int pieces = person.snapshot().pieces();
        // at rest all but the update is done; a piece more begins the next step
        for (int done = 1; done <= BY_PIECES * pieces; done++) {
            press(KeyCode.RIGHT, (done - 1) / pieces + 1, (done - 1) % pieces);
        }
        assertThat(person.text("hash")).isEqualTo(truth.get(BY_PIECES));
        while (person.snapshot().step() < BY_PHASES) {
            int before = person.snapshot().step();
            int piece = person.snapshot().piece();
            person.press(KeyCode.CONTROL, KeyCode.RIGHT);
            person.until("the next phase", () -> person.snapshot().step() != before || person.snapshot().piece() != piece);
        }
        assertThat(person.text("hash")).isEqualTo(truth.get(BY_PHASES));
        for (int step = BY_PHASES + 1; step <= BY_STEPS; step++) {
            int wanted = step;
            person.press(KeyCode.SHIFT, KeyCode.RIGHT);
            person.until("step " + step, () -> person.window().session().step() == wanted);
        }
        person.untilSettled(BY_STEPS);
        assertThat(person.text("hash")).as("stepped by keys").isEqualTo(truth.get(BY_STEPS));
        person.act(() -> person.window().shell().presetProperty().set("start-hrm"));
        person.untilReady("start-hrm");
        person.act(() -> person.window().shell().presetProperty().set("start"));
        person.untilReady("start");
        person.train(BY_STEPS);
        assertThat(person.text("hash")).as("run").isEqualTo(truth.get(BY_STEPS));
    }

    private void press(KeyCode key, int step, int piece) {
        person.press(key);
        person.until("step " + step + ", piece " + piece, () -> {
            var now = person.window().session().snapshotsProperty().get().getFirst();
            return now.step() == step && now.piece() == piece;
        });
    }

    private static List<String> hashes(Oracle oracle) {
        oracle.at(BY_STEPS);
        List<String> all = new java.util.ArrayList<>();
        for (int state = 0; state <= BY_STEPS; state++) {
            all.add(oracle.at(BY_STEPS).history().hashText(state));
        }
        return all;
    }
}
