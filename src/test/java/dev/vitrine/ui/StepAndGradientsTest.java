package dev.vitrine.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.model.Models;
import dev.vitrine.training.Command;
import dev.vitrine.ui.gradients.GradientsView;
import dev.vitrine.ui.step.StepView;
import java.util.HashSet;
import java.util.Set;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The Step Lens and the gradients on a scene, with a real small run. */
@ExtendWith(ApplicationExtension.class)
class StepAndGradientsTest {
    private Stage stage;
    private SteppedSession stepped;
    private ViewLoader.Loaded view;

    @Start
    private void start(Stage shown) {
        stage = shown;
        stage.show();
    }

    @BeforeEach
    void open() {
        stepped = new SteppedSession(Models.GPT, "post", "rms_norm");
    }

    @AfterEach
    void close() {
        stepped.close();
    }

    private void show(FxRobot robot, ViewSpec spec, double width) {
        robot.interact(() -> {
            view = new ViewLoader(stepped.session()).load(spec, Models.GPT);
            Scene scene = new Scene(view.root(), width, 640);
            scene.getStylesheets().setAll("/css/vitrine.css", "/css/light.css");   // before the first layout, which looks colours up
            stage.setScene(scene);
            stage.sizeToScene();
            stepped.until(view.feature(), () -> true);
            stepped.until(view.feature(), new Command.Seek(1), 1, 11);
        });
    }

    private int colours() {
        Parent root = view.root();
        WritableImage image = root.snapshot(null, null);
        Set<Integer> seen = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y += 3) {
            for (int x = 0; x < image.getWidth(); x += 3) {
                seen.add(image.getPixelReader().getArgb(x, y));
            }
        }
        return seen.size();
    }

    @Test
    void everyPieceIsPaintedWideAndNarrow(FxRobot robot) {
        for (double width : new double[] {1000, 480}) {
            show(robot, StepView.SPEC, width);
            ListView<?> list = robot.lookup("#stepPieces").queryListView();
            assertThat(list.isVisible()).isEqualTo(width > 700);
            for (int i = 0; i < 12; i++) {
                int piece = i;
                robot.interact(() -> {
                    list.getSelectionModel().select(piece);
                    stepped.until(view.feature(), () -> piece == 0 || !view.feature().shown().isEmpty());
                    assertThat(colours()).as("piece " + piece).isGreaterThan(20);
                });
            }
        }
    }

    @Test
    void theButtonsStepTheEngine(FxRobot robot) {
        show(robot, StepView.SPEC, 1000);
        robot.interact(() -> robot.lookup("#stepForward").queryButton().fire());
        robot.interact(() -> stepped.until(view.feature(), () -> stepped.session().step() == 2));
        robot.interact(() -> robot.lookup("#stepBack").queryButton().fire());
        robot.interact(() -> stepped.until(view.feature(), () -> stepped.session().step() == 1));
    }

    @Test
    void theGradientsArePainted(FxRobot robot) {
        for (double width : new double[] {1000, 480}) {
            show(robot, GradientsView.SPEC, width);
            robot.interact(() -> {
                stepped.until(view.feature(), () -> !view.feature().shown().isEmpty());
                assertThat(colours()).isGreaterThan(20);
            });
        }
    }
}
