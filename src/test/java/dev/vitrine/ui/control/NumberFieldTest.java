package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class NumberFieldTest {
    private final Button other = new Button("other");
    private NumberField field;

    @Start
    void start(Stage stage) {
        field = new NumberField();
        field.setMax(2);
        field.setStep(0.05);
        field.setValue(0.8);
        stage.setScene(new Scene(new VBox(field, other), 200, 100));
        stage.sizeToScene();
        stage.show();
    }

    @Test
    void takesWhatIsTypedWhenTheFieldIsLeft(FxRobot robot) {
        robot.interact(() -> {
            field.requestFocus();
            field.setText(" 1,25 ");
            assertThat(field.getValue()).isEqualTo(0.8);
            other.requestFocus();
            assertThat(field.getValue()).isEqualTo(1.25);
            assertThat(field.getText()).isEqualTo("1.25");
        });
    }

    @Test
    void saysWhatWouldBeRightAndKeepsTheValue(FxRobot robot) {
        robot.interact(() -> {
            field.setText("warm");
            field.getOnAction().handle(null);
            assertThat(field.problemProperty().get()).isEqualTo("a number from 0 to 2");
            field.setText("2.5");
            field.getOnAction().handle(null);
            assertThat(field.getValue()).isEqualTo(0.8);
            field.setWhole(true);
            field.setText("1.5");
            field.getOnAction().handle(null);
            assertThat(field.problemProperty().get()).isEqualTo("a whole number from 0 to 2");
            field.setText("1");
            field.getOnAction().handle(null);
            assertThat(field.problemProperty().get()).isEmpty();
        });
    }

    @Test
    void upAndDownMoveByAStepWithinTheRange(FxRobot robot) {
        robot.interact(field::requestFocus);
        robot.type(KeyCode.UP, KeyCode.UP, KeyCode.UP);
        robot.interact(() -> assertThat(field.getText()).isEqualTo("0.95"));
        robot.interact(() -> field.setValue(0.02));
        robot.type(KeyCode.DOWN);
        robot.interact(() -> assertThat(field.getValue()).isZero());
    }
}
