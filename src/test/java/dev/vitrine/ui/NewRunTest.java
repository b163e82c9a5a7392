package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.Models;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.training.TrainingService;
import dev.vitrine.ui.control.Numbers;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** A person fills in the settings of a run of their own and trains it. */
@ExtendWith(ApplicationExtension.class)
class NewRunTest {
    private Person person;

    @Start
    void start(Stage stage) {
        person = new Person(stage, "start");
    }

    @Stop
    void stop() {
        person.close();
    }

    private static int parameters(RunConfig config) {
        ModelConfig model = config.model().withVocabulary(RunData.load(config).tokenizer().vocabSize());
        return Models.create(model, new Draws(config.seed())).parameters().count();
    }

    private void type(String key, String text) {
        TextField field = person.find("setting-" + key, TextField.class);
        person.act(field::requestFocus);
        person.press(KeyCode.CONTROL, KeyCode.A);
        person.robot().write(text);
        assertThat(person.text("setting-" + key)).isEqualTo(text);
    }

    private void untilCounted(RunConfig config) {
        String count = Numbers.integer(parameters(config));
        person.until(count + " parameters", () -> person.text("settingsParameters").equals(count),
                () -> person.text("settingsParameters"));
    }

    private boolean open() {
        return person.find("settings", Node.class).isVisible();
    }

    @Test
    void aRunOfOnesOwnIsFilledInAndTrained() {
        person.untilReady("start");
        RunConfig start = RunConfigs.preset("start");
        TrainingService before = person.window().session().service();
        person.robot().clickOn("#newRun");
        assertThat(open()).isTrue();
        untilCounted(start);

        type("model-layers", "3");
        untilCounted(RunConfigs.set(start, "model.layers=3"));
        ComboBox<?> feedForward = person.find("setting-model-feed_forward", ComboBox.class);
        person.act(feedForward::requestFocus);
        person.act(() -> feedForward.getSelectionModel().selectFirst());
        RunConfig wanted = RunConfigs.set(start, "model.layers=3", "model.feed_forward=" + feedForward.getValue());
        assertThat(feedForward.getValue()).isNotEqualTo(start.model().feedForward());
        untilCounted(wanted);

        type("model-heads", "5");
        String sentence = "model.channels (64) must be a multiple of heads (5): try 60 or 65";
        assertThat(person.text("settingsProblem")).isEqualTo(sentence);
        assertThat(person.read(person.find("settings", Parent.class))).as("it stands at the field, too").contains(sentence);
        assertThat(person.find("settingsStart", Button.class).isDisabled()).isTrue();
        person.press(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(open()).as("a wrong run does not start").isTrue();
        type("model-heads", "4");
        assertThat(person.text("settingsProblem")).isEmpty();

        person.robot().clickOn("#settingsStart");
        person.until("the new run", () -> person.window().session().service() != before
                && person.window().session().step() > 3);
        assertThat(open()).isFalse();
        TrainingService now = person.window().session().service();
        assertThat(now.config()).isEqualTo(wanted);
        assertThat(now.parameterCount(Models.GPT)).isEqualTo(parameters(wanted));
        assertThat(person.see(() -> person.find("preset", ComboBox.class).getValue())).as("it is no preset").isNull();
        person.until("the end of the run before", () -> Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("training")).count() == 1);

        person.act(() -> person.window().shell().presetProperty().set("start"));
        person.until("the preset again", () -> person.window().session().service() != now);
        assertThat(person.window().session().service().config()).isEqualTo(start);
    }

    @Test
    void theFormIsWorkedWithKeysAlone() {
        person.untilReady("start");
        person.press(KeyCode.CONTROL, KeyCode.N);
        assertThat(open()).isTrue();
        CheckBox bias = person.find("setting-model-bias", CheckBox.class);
        person.act(bias::requestFocus);
        person.press(KeyCode.SPACE);
        assertThat(bias.isSelected()).as("the space is the check box's").isTrue();
        assertThat(person.window().session().running()).isFalse();
        person.press(KeyCode.TAB);
        assertThat(person.find("setting-model-tied_head", CheckBox.class).isFocused()).isTrue();
        for (int i = 0; i < 200; i++) {
            person.press(KeyCode.TAB);
            Node focus = person.window().scene().getFocusOwner();
            assertThat(inForm(focus)).as(focus + " has the focus").isTrue();
        }
        person.press(KeyCode.T);
        assertThat(person.window().session().paletteProperty().get().dark()).as("letters command nothing").isFalse();
        person.press(KeyCode.ESCAPE);
        assertThat(open()).isFalse();
        person.press(KeyCode.DIGIT2);
        assertThat(person.see(() -> person.window().shell().viewProperty().get().key())).as("keys are the window's again").isEqualTo("2");
        person.press(KeyCode.CONTROL, KeyCode.N);
        assertThat(bias.isSelected()).as("what was put in is still there").isTrue();
    }

    @Test
    void stagesAreAddedAndRemovedWithButtonsAndKeys() {
        person.untilReady("start");
        person.press(KeyCode.CONTROL, KeyCode.N);
        RunConfig start = RunConfigs.preset("start");
        assertThat(start.stages()).hasSize(1);
        assertThat(person.find("settingsRemoveStage0", Button.class).isDisabled()).isTrue();
        Button add = person.find("settingsAddStage0", Button.class);
        person.act(add::requestFocus);
        person.press(KeyCode.SPACE);
        TextField name = person.find("setting-stages-1-name", TextField.class);
        assertThat(name.isFocused()).as("the new stage is shown").isTrue();
        type("stages-1-name", "second");
        assertThat(person.text("settingsProblem")).isEmpty();
        assertThat(person.find("settingsRemoveStage0", Button.class).isDisabled()).isFalse();

        person.press(KeyCode.ALT, KeyCode.INSERT);
        assertThat(person.text("setting-stages-2-name")).isEqualTo("second");
        assertThat(person.find("setting-stages-2-name", TextField.class).isFocused()).isTrue();
        person.press(KeyCode.ALT, KeyCode.DELETE);
        assertThat(person.find("setting-stages-1-name", TextField.class).isFocused()).isTrue();

        person.press(KeyCode.CONTROL, KeyCode.ENTER);
        person.until("a run of two stages", () -> person.window().session().service().config().stages().size() == 2);
        assertThat(person.window().session().service().config().stages().get(1).name()).isEqualTo("second");
    }

    private static boolean inForm(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if ("settings".equals(n.getId())) {
                return true;
            }
        }
        return false;
    }
}
