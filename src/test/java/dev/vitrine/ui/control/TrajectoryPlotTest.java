package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
final class TrajectoryPlotTest {
    private TrajectoryPlot plot;

    @Start
    void start(Stage stage) {
        plot = new TrajectoryPlot();
        stage.setScene(new Scene(plot, 640, 420));
        stage.sizeToScene();
        stage.show();
    }

    private static Trajectory circle(int n, Trajectory.Level level) {
        double[] x = new double[n];
        double[] y = new double[n];
        boolean[] filled = new boolean[n];
        Arrays.setAll(x, i -> Math.cos(i * 0.7) * (5 - i * 0.05));
        Arrays.setAll(y, i -> Math.sin(i * 0.7) * (5 - i * 0.05));
        filled[n - 1] = true;
        return new Trajectory(level.name(), x, y, IntStream.range(0, n).mapToObj(i -> "1.1." + i).toList(), filled, new boolean[n], level);
    }

    private double px(double x) {
        return plot.area().x().px(x);
    }

    private double py(double y) {
        return plot.area().y().px(y);
    }

    @Test
    void hollowMarkersAreUpdatesWithoutGradient(FxRobot robot) {
        robot.interact(() -> {
            Trajectory t = circle(6, Trajectory.Level.HIGH);
            plot.getTrajectories().setAll(t);
            Picture picture = Picture.of(plot);
            assertThat(picture.has(Palette.LIGHT.high(), px(t.x()[5]), py(t.y()[5]))).isTrue();
            assertThat(picture.has(Palette.LIGHT.background(), px(t.x()[3]), py(t.y()[3]))).isTrue();
        });
    }

    @Test
    void bothAxesHaveTheSameScale(FxRobot robot) {
        robot.interact(() -> {
            plot.getTrajectories().setAll(circle(12, Trajectory.Level.LOW));
            Picture.of(plot);
            assertThat(px(1) - px(0)).isCloseTo(py(0) - py(1), within(1e-9));
        });
    }

    @Test
    void labelsDoNotOverlapAndAreFortyAtMost(FxRobot robot) {
        robot.interact(() -> {
            plot.getTrajectories().setAll(circle(90, Trajectory.Level.LOW), circle(20, Trajectory.Level.HIGH));
            Picture.of(plot);
            List<Box> labels = plot.placed();
            assertThat(labels).hasSizeBetween(10, 40);
            for (int i = 0; i < labels.size(); i++) {
                assertThat(labels.subList(0, i)).noneMatch(labels.get(i)::touches);
            }
        });
    }

    @Test
    void thePointerAndTheKeysReadAPoint(FxRobot robot) {
        robot.interact(() -> {
            Trajectory t = circle(6, Trajectory.Level.HIGH);
            plot.getTrajectories().setAll(t);
            Picture.of(plot);
            Picture.mouse(plot, MouseEvent.MOUSE_MOVED, px(t.x()[2]) + 3, py(t.y()[2]), 0);
            assertThat(plot.hoveredProperty().get()).isEqualTo(new TrajectoryPlot.Mark(0, 2));
            assertThat(plot.readoutProperty().get()).startsWith("HIGH 1.1.2");
            Picture.mouse(plot, MouseEvent.MOUSE_MOVED, 1, 1, 0);
            assertThat(plot.readoutProperty().get()).isEmpty();
            plot.highlightedProperty().set(new TrajectoryPlot.Mark(0, 4));
            Picture.key(plot, KeyCode.RIGHT);
            Picture.key(plot, KeyCode.RIGHT);
            assertThat(plot.highlightedProperty().get()).isEqualTo(new TrajectoryPlot.Mark(0, 5));
            assertThat(plot.getAccessibleText()).contains("1.1.5");
        });
    }

    @Test
    void aHighlightThatPointsNowhereIsIgnored(FxRobot robot) {
        robot.interact(() -> {
            plot.highlightedProperty().set(new TrajectoryPlot.Mark(0, 99));
            plot.getTrajectories().setAll(circle(6, Trajectory.Level.HIGH));
            Picture.of(plot);
            assertThat(plot.readoutProperty().get()).isEmpty();
        });
    }

    @Test
    void saysWhichOfItsArraysIsTooShort() {
        assertThatThrownBy(() -> new Trajectory("z_H", new double[2], new double[2], List.of("a"), new boolean[2], new boolean[2],
                Trajectory.Level.HIGH)).hasMessageContaining("z_H").hasMessageContaining("1 labels");
    }
}
