package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.model.Models;
import dev.vitrine.ui.attention.AttentionView;
import dev.vitrine.ui.attention.AttentionViewModel;
import dev.vitrine.ui.control.Heatmap;
import dev.vitrine.ui.control.TokenTable;
import dev.vitrine.ui.control.TrajectoryPlot;
import dev.vitrine.ui.control.UpdateChart;
import dev.vitrine.ui.hrm.HrmView;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The views of the probe on a scene, with a real small run. */
@ExtendWith(ApplicationExtension.class)
final class ProbeViewsTest {
    private Stage stage;
    private ProbedSession probed;
    private Feature feature;

    @Start
    private void start(Stage shown) {
        stage = shown;
        stage.show();
    }

    @AfterEach
    void close() {
        probed.close();
    }

    @Test
    void everyFieldOfTheControllersIsInTheFxml(FxRobot robot) {
        for (ViewSpec spec : new ViewSpec[] {AttentionView.SPEC, HrmView.SPEC}) {
            Object controller = show(robot, spec, Models.HRM, 1000);
            for (Field field : controller.getClass().getDeclaredFields()) {
                if (field.isAnnotationPresent(FXML.class)) {
                    field.setAccessible(true);
                    assertThat(value(field, controller)).as(spec.id() + "." + field.getName()).isNotNull();
                }
            }
            probed.close();
        }
        show(robot, HrmView.SPEC, Models.HRM, 1000);
    }

    private static Object value(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void attentionShowsTheChosenHeadAndMovesWithTheKeys(FxRobot robot) throws Exception {
        show(robot, AttentionView.SPEC, Models.GPT, 1000);
        robot.interact(() -> probed.trained(feature));
        settle();
        Heatmap map = robot.lookup("#map").query();

        assertThat(map.getData().rows()).isEqualTo(12);
        assertThat(picture(robot)).satisfies(p -> assertThat(has(p, Color.web("#FDEA45"))).isTrue());   // the first row: 1

        robot.interact(() -> robot.lookup("#heads").query().requestFocus());
        robot.type(KeyCode.DOWN, KeyCode.RIGHT);
        assertThat(robot.lookup("#title").queryAs(Label.class).getText()).contains("block 1", "head 1");
        assertThat(robot.lookup("#heads").queryAs(GridPane.class).getAccessibleText()).contains("block 1");
    }

    @Test
    void typingAProbeAndEnterPinsIt(FxRobot robot) {
        show(robot, AttentionView.SPEC, Models.GPT, 480);
        robot.interact(() -> {
            AttentionViewModel model = (AttentionViewModel) feature;
            model.draftProperty().set("a cat");
            robot.lookup("#probe").query().requestFocus();
        });
        robot.type(KeyCode.ENTER);

        assertThat(probed.session().probeProperty().get()).isEqualTo("a cat");
        robot.interact(() -> probed.trained(feature));
        assertThat(robot.lookup("#stages").queryAs(TokenTable.class).getData().columns()).hasSize(6);
    }

    @Test
    void hrmShowsPlanesUpdatesAndThoughts(FxRobot robot) throws Exception {
        show(robot, HrmView.SPEC, Models.HRM, 480);
        robot.interact(() -> probed.trained(feature));
        settle();

        assertThat(robot.lookup("#high").queryAs(TrajectoryPlot.class).getTrajectories()).hasSize(1);
        assertThat(robot.lookup("#residuals").queryAs(UpdateChart.class).marksProperty().get()).hasSize(6);
        assertThat(robot.lookup("#thoughts").queryAs(TokenTable.class).getData().rows()).hasSize(3);
        assertThat(has(picture(robot), Color.web("#0072B2"))).isTrue();
        robot.interact(() -> robot.lookup("#high").query().requestFocus());
        robot.type(KeyCode.RIGHT);
        assertThat(probed.session().inspectedProperty().get().title()).contains("z_H.init");
    }

    @Test
    void theButtonShowsHrm(FxRobot robot) {
        show(robot, HrmView.SPEC, Models.GPT, 1000);
        Button button = robot.lookup("#show").queryButton();
        assertThat(button.isVisible()).isTrue();

        robot.interact(button::fire);

        assertThat(probed.session().modeProperty().get()).isEqualTo(Mode.HRM);
        assertThat(robot.lookup("#absent").query().isVisible()).isFalse();
    }

    private Object show(FxRobot robot, ViewSpec spec, String type, double width) {
        Object[] controller = new Object[1];
        robot.interact(() -> {
            probed = new ProbedSession(type, 2);
            feature = spec.model().apply(probed.session(), type);
            FXMLLoader loader = new FXMLLoader(getClass().getResource(spec.fxml()), probed.session().texts());
            loader.setControllerFactory(_ -> spec.controller().apply(feature));
            try {
                Parent root = loader.load();
                Scene scene = new Scene(root, width, 640);
                scene.getStylesheets().addAll("/css/vitrine.css", "/css/light.css");
                stage.setScene(scene);
                stage.sizeToScene();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            controller[0] = loader.getController();
        });
        return controller[0];
    }

    /** Results of the background have come, and a pulse has painted them. */
    private static void settle() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            CountDownLatch pulse = new CountDownLatch(1);
            Platform.runLater(pulse::countDown);
            pulse.await(10, TimeUnit.SECONDS);
        }
    }

    private WritableImage picture(FxRobot robot) {
        WritableImage[] image = new WritableImage[1];
        robot.interact(() -> {
            stage.getScene().getRoot().applyCss();
            stage.getScene().getRoot().layout();
            image[0] = stage.getScene().snapshot(null);
        });
        return image[0];
    }

    private static boolean has(WritableImage image, Color colour) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getPixelReader().getColor(x, y).equals(colour)) {
                    return true;
                }
            }
        }
        return false;
    }
}
