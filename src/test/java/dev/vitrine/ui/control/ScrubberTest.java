package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class ScrubberTest {
    private final List<Integer> asked = new ArrayList<>();
    private final List<Integer> ended = new ArrayList<>();
    private Scrubber scrubber;

    @Start
    void start(Stage stage) {
        double[] y = new double[501];
        Arrays.setAll(y, i -> 3.4 - i * 0.005);
        scrubber = new Scrubber();
        scrubber.pointsProperty().set(Points.ofSteps(y, y.length));
        scrubber.newestStepProperty().set(500);
        scrubber.viewedStepProperty().set(500);
        scrubber.setOnSeek(asked::add);
        scrubber.setOnSeekEnd(ended::add);
        stage.setScene(new Scene(scrubber, 640, 56));
        stage.sizeToScene();
        stage.show();
        Picture.of(scrubber);
    }

    private double px(int step) {
        return scrubber.area().x().px(step);
    }

    @Test
    void draggingAsksForTheStepUnderThePointer(FxRobot robot) {
        robot.interact(() -> {
            Picture.mouse(scrubber, MouseEvent.MOUSE_PRESSED, px(300), 20, 1);
            Picture.mouse(scrubber, MouseEvent.MOUSE_DRAGGED, px(137), 20, 1);
            Picture.mouse(scrubber, MouseEvent.MOUSE_DRAGGED, px(137), 25, 1);
            Picture.mouse(scrubber, MouseEvent.MOUSE_DRAGGED, -50, 25, 1);
            assertThat(ended).isEmpty();
            Picture.mouse(scrubber, MouseEvent.MOUSE_RELEASED, -50, 25, 1);
        });
        assertThat(asked).containsExactly(300, 137, 0);
        assertThat(ended).containsExactly(0);
    }

    @Test
    void theKnobWaitsUntilTheStepIsThere(FxRobot robot) {
        robot.interact(() -> {
            Picture.mouse(scrubber, MouseEvent.MOUSE_PRESSED, px(100), 20, 1);
            Picture.mouse(scrubber, MouseEvent.MOUSE_RELEASED, px(100), 20, 1);
            assertThat(scrubber.viewedStepProperty().get()).isEqualTo(500);
            assertThat(scrubber.wanted()).isEqualTo(100);
            scrubber.viewedStepProperty().set(100);
            assertThat(scrubber.wanted()).isEqualTo(-1);
        });
    }

    @Test
    void keysGoOneStepOrToTheEnds(FxRobot robot) {
        robot.interact(() -> {
            Picture.key(scrubber, KeyCode.LEFT);
            Picture.key(scrubber, KeyCode.LEFT);
            Picture.key(scrubber, KeyCode.RIGHT);
            Picture.key(scrubber, KeyCode.HOME);
            Picture.key(scrubber, KeyCode.LEFT);
            Picture.key(scrubber, KeyCode.END);
        });
        assertThat(asked).containsExactly(499, 498, 499, 0, 500);
        assertThat(ended).hasSize(6);
    }

    @Test
    void worksWithARealMouseAndRealKeys(FxRobot robot) {
        robot.drag(robot.point(scrubber), MouseButton.PRIMARY);
        robot.drop();
        assertThat(asked).containsExactly(250);
        robot.interact(() -> scrubber.viewedStepProperty().set(250));
        robot.type(KeyCode.LEFT);
        assertThat(asked).containsExactly(250, 249);
    }

    @Test
    void isASliderToAScreenReader(FxRobot robot) {
        robot.interact(() -> {
            scrubber.viewedStepProperty().set(100);
            assertThat(scrubber.getAccessibleRole()).isEqualTo(AccessibleRole.SLIDER);
            assertThat(scrubber.queryAccessibleAttribute(AccessibleAttribute.VALUE)).isEqualTo(100.0);
            assertThat(scrubber.queryAccessibleAttribute(AccessibleAttribute.MAX_VALUE)).isEqualTo(500.0);
            assertThat(scrubber.queryAccessibleAttribute(AccessibleAttribute.VALUE_STRING)).isEqualTo("step 100, loss 2.900");
        });
    }

    @Test
    void whatLiesBeyondTheViewedStepIsMuted(FxRobot robot) {
        robot.interact(() -> {
            scrubber.viewedStepProperty().set(250);
            Picture picture = Picture.of(scrubber);
            int before = picture.count(Palette.LIGHT.series().getFirst(), px(20), 0, px(240) - px(20), 40);
            int beyond = picture.count(Palette.LIGHT.series().getFirst(), px(260), 0, px(480) - px(260), 40);
            assertThat(before).isGreaterThan(100);
            assertThat(beyond).isZero();
        });
    }
}
