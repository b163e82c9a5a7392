package dev.vitrine.ui.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.sample.Strategies;
import dev.vitrine.training.StageConfig;
import dev.vitrine.ui.ViewLoader;
import dev.vitrine.ui.control.BarList;
import dev.vitrine.ui.control.NumberField;
import dev.vitrine.ui.control.Palette;
import dev.vitrine.ui.control.TokenStrip;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class GenerateViewTest {
    private final SmallRun run = new SmallRun("char", StageConfig.STREAM);
    private GenerateViewModel model;
    private Scene scene;

    @Start
    void start(Stage stage) {
        ViewLoader.Loaded loaded = new ViewLoader(run.session).load(GenerateView.SPEC, "gpt");
        model = (GenerateViewModel) loaded.feature();
        scene = new Scene(loaded.root(), 1000, 640);
        scene.getStylesheets().setAll("/css/light.css", "/css/vitrine.css");
        stage.setScene(scene);
        stage.sizeToScene();
        stage.show();
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void whatCannotBeDoneNowIsDisabledAndSaysWhy(FxRobot robot) {
        assertThat(button("#generateStart").isDisabled()).isTrue();
        assertThat(button("#generateStart").getAccessibleHelp()).isEqualTo("The model is not ready yet");
        assertThat(button("#generateCancel").isDisabled()).isTrue();
        assertThat(button("#generateCopy").getAccessibleHelp()).isEqualTo("There is no text yet");
    }

    @Test
    void paintsTheBarsAndTheChips(FxRobot robot) {
        robot.interact(() -> {
            run.show(model, 12);
            model.settings().maxTokensProperty().set(6);
            run.write(model);
            WritableImage image = scene.snapshot(null);
            Node bars = scene.lookup("#generateBars");
            assertThat(count(image, bars)).as("bars").isGreaterThan(100);
            assertThat(count(image, scene.lookup("#generateDraw"))).as("piece of the draw").isGreaterThan(100);
            assertThat(((BarList) bars).getData().size()).isEqualTo(run.service.data().tokenizer().vocabSize());
            assertThat(((TokenStrip) scene.lookup("#generateStrip")).getData().tokens()).hasSize(6);
            assertThat(((Label) scene.lookup("#generateStatus")).getText()).startsWith("Written by Transformer, step 12");
        });
    }

    @Test
    void theSettingsOfAStrategyStandBelowEachOther(FxRobot robot) {
        page(robot, 1);
        robot.interact(() -> {
            model.settings().strategyProperty().set(Strategies.DIVERSE_BEAM);
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            double before = 0;
            for (String name : List.of("beams", "groups", "diversity", "length_penalty", "n_best")) {
                Bounds field = scene.lookup("#generate-" + name).getBoundsInParent();
                assertThat(field.getMinY()).as(name).isGreaterThanOrEqualTo(before);
                before = field.getMaxY();
            }
        });
    }

    @Test
    void theKeyboardReachesEverythingAndCtrlEnterGenerates(FxRobot robot) {
        robot.interact(() -> {
            run.show(model, 2);
            run.write(model);
        });
        robot.interact(() -> ((BarList) scene.lookup("#generateBars")).selectedTokenProperty().set(3));
        robot.interact(() -> run.show(model, 2));
        robot.interact(() -> run.write(model));
        robot.interact(() -> scene.lookup("#generatePrompt").requestFocus());
        assertThat(reached(robot)).contains("generateStart", "generateChat", "generatePages", "generateStrip", "generateGoOn",
                "generateLogs", "generateCopy", "generateCopyJson", "generateExport", "generateDraw", "generateStage", "generateOrder",
                "generateBars", "generateChoose", "generateBias", "generatePrompt");
        page(robot, 1);
        assertThat(reached(robot)).contains(Knob.ALL.stream().map(k -> "generate-" + k.name()).toArray(String[]::new))
                .contains("generateTemperature", "generateStrategy", "generateStops", "generateSeed", "generateMaxTokens", "generateStop", "generateNeutral");
        page(robot, 2);
        assertThat(reached(robot)).contains("generateTree");
        page(robot, 3);
        assertThat(reached(robot)).contains("generateBeamTree");
        page(robot, 4);
        assertThat(reached(robot)).contains("generateOther", "generateKeep", "generateOpenModel", "generateFirst", "generateSecond");
        assertThat(((TextArea) scene.lookup("#generatePrompt")).getText()).isEqualTo("the ");

        robot.interact(() -> scene.lookup("#generatePrompt").requestFocus());
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        robot.interact(() -> assertThat(run.session.generateRequestsProperty().get()).isEqualTo(1));
    }

    private Set<String> reached(FxRobot robot) {
        Set<String> reached = new LinkedHashSet<>();
        for (int i = 0; i < 32; i++) {
            robot.type(KeyCode.TAB);
            reached.add(String.valueOf(scene.getFocusOwner().getId()));
        }
        return reached;
    }

    private void page(FxRobot robot, int number) {
        robot.interact(() -> ((TabPane) scene.lookup("#generatePages")).getSelectionModel().select(number));
        robot.interact(() -> scene.lookup("#generatePrompt").requestFocus());
    }

    @Test
    void wrongNumbersAreNamedAndChangeNothing(FxRobot robot) {
        page(robot, 1);
        robot.interact(() -> {
            NumberField topK = (NumberField) scene.lookup("#generate-top_k");
            topK.setText("-3");
            topK.getOnAction().handle(null);
            assertThat(model.settings().topKProperty().get()).isZero();
            assertThat(((Label) scene.lookup("#generateProblem")).getText()).isEqualTo("top-k: a whole number from 0 to 1000000.");
            topK.setText("4");
            topK.getOnAction().handle(null);
            assertThat(model.settings().topKProperty().get()).isEqualTo(4);
            assertThat(scene.lookup("#generateProblem").isVisible()).isFalse();
        });
    }

    @Test
    void copiesTheTextAndSaysWhyItCannotBeSavedHere(FxRobot robot) {
        robot.interact(() -> run.show(model, 2));
        robot.interact(() -> {
            run.write(model);
            button("#generateCopy").fire();
            assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo(model.text().whole());
            button("#generateExport").fire();
            assertThat(((Label) scene.lookup("#generateMessage")).getText()).startsWith("Files cannot be chosen here");
        });
    }

    private Button button(String id) {
        return (Button) scene.lookup(id);
    }

    /** Pixels of the bars' colour within a node. */
    private static int count(WritableImage image, Node node) {
        var at = node.localToScene(node.getBoundsInLocal());
        int count = 0;
        for (int y = (int) at.getMinY(); y < at.getMaxY(); y++) {
            for (int x = (int) at.getMinX(); x < at.getMaxX(); x++) {
                count += image.getPixelReader().getColor(x, y).equals(Palette.LIGHT.query()) ? 1 : 0;
            }
        }
        return count;
    }
}
