package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class RatioBarsTest {
    private static final double ROW = 24;
    private RatioBars bars;

    @Start
    void start(Stage stage) {
        bars = new RatioBars();
        stage.setScene(new Scene(bars, 600, 300));
        stage.sizeToScene();
        stage.show();
    }

    private static int width(Picture picture, int row) {
        return picture.count(Palette.LIGHT.series().getFirst(), 0, 4 + row * ROW + ROW / 2, 600, 1);
    }

    @Test
    void aPowerOfTenIsTheSameLengthEverywhere(FxRobot robot) {
        robot.interact(() -> {
            bars.getRows().setAll(new RatioBars.Row("a", 1e-4), new RatioBars.Row("b", 1e-3), new RatioBars.Row("c", 1e-2));
            Picture picture = Picture.of(bars);
            assertThat(width(picture, 2) - width(picture, 1)).isBetween(width(picture, 1) - width(picture, 0) - 2,
                    width(picture, 1) - width(picture, 0) + 2);
            assertThat(width(picture, 1)).isGreaterThan(width(picture, 0) + 20);
        });
    }

    @Test
    void onALinearAxisTwiceAsMuchIsTwiceAsLongAndZeroIsNothing(FxRobot robot) {
        robot.interact(() -> {
            bars.setLinear(true);
            bars.getRows().setAll(new RatioBars.Row("a", 0.2), new RatioBars.Row("b", 0.4), new RatioBars.Row("c", 0));
            Picture picture = Picture.of(bars);
            assertThat(width(picture, 1)).isBetween(2 * width(picture, 0) - 2, 2 * width(picture, 0) + 2).isGreaterThan(100);
            assertThat(width(picture, 2)).isZero();
        });
    }

    @Test
    void notANumberIsAMagentaCrossAndHasNoBar(FxRobot robot) {
        robot.interact(() -> {
            bars.getRows().setAll(new RatioBars.Row("a", 1e-3), new RatioBars.Row("b", Double.NaN), new RatioBars.Row("c", 0));
            Picture picture = Picture.of(bars);
            assertThat(picture.count(Marks.notANumber(Palette.LIGHT), 0, 4 + ROW, 400, ROW)).isGreaterThan(8);
            assertThat(width(picture, 1)).isZero();
            assertThat(picture.count(Marks.notANumber(Palette.LIGHT), 0, 4 + 2 * ROW, 400, ROW)).isZero();
        });
    }

    @Test
    void arrowKeysSelectAndScrollAlong(FxRobot robot) {
        robot.interact(() -> {
            for (int i = 0; i < 10_000; i++) {
                bars.getRows().add(new RatioBars.Row("tensor " + i, 1e-3));
            }
            Picture.of(bars);
            Picture.key(bars, KeyCode.DOWN);
            assertThat(bars.selectedRowProperty().get()).isZero();
            Picture.key(bars, KeyCode.END);
            Picture.key(bars, KeyCode.UP);
            Picture.of(bars);
            assertThat(bars.selectedRowProperty().get()).isEqualTo(9_998);
            assertThat(bars.window().first()).isLessThan(9_998);
            assertThat(bars.window().last()).isGreaterThan(9_998);
            assertThat(bars.getAccessibleText()).contains("tensor 9998");
        });
    }

    @Test
    void aClickSelectsItsRow(FxRobot robot) {
        robot.interact(() -> {
            bars.getRows().setAll(new RatioBars.Row("a", 1e-3), new RatioBars.Row("b", 1e-2));
            Picture.of(bars);
            Picture.mouse(bars, MouseEvent.MOUSE_PRESSED, 100, 4 + ROW * 1.5, 1);
            assertThat(bars.selectedRowProperty().get()).isEqualTo(1);
        });
    }
}
