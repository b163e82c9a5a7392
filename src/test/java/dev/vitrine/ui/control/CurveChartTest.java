package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class CurveChartTest {
    private static final Color BLUE = Palette.LIGHT.series().getFirst();
    private static final Color MAGENTA = Marks.notANumber(Palette.LIGHT);
    private CurveChart chart;

    @Start
    void start(Stage stage) {
        chart = new CurveChart();
        stage.setScene(new Scene(chart, 640, 320));
        stage.sizeToScene();
        stage.show();
    }

    private Picture show(Curve... curves) {
        chart.setCurves(List.of(curves));
        return Picture.of(chart);
    }

    private static Curve curve(double... y) {
        return new Curve("train", Points.ofSteps(y, y.length), 0);
    }

    private static double[] falling(int n) {
        double[] y = new double[n];
        Arrays.setAll(y, i -> 4.0 - 3.0 * i / n);
        return y;
    }

    private double px(double x) {
        return chart.area().x().px(x);
    }

    private double py(double y) {
        return chart.area().y().px(y);
    }

    @Test
    void aSpikeInAMillionPointsIsSeen(FxRobot robot) {
        robot.interact(() -> {
            double[] y = new double[1_000_000];
            Arrays.fill(y, 1);
            y[400_000] = 3;
            Picture picture = show(curve(y));
            double x = Math.floor(px(400_000));
            int seen = 0;
            for (double at = x - 1; at <= x + 1; at++) {
                seen = Math.max(seen, picture.count(BLUE, at, py(2.9), 1, py(1.1) - py(2.9)));
            }
            assertThat(seen).isGreaterThan((int) (py(1.1) - py(2.9)) - 2);
            assertThat(picture.count(BLUE, x + 10, py(2.9), 1, py(1.2) - py(2.9))).isZero();
        });
    }

    @Test
    void notANumberBreaksTheLineAndLeavesACross(FxRobot robot) {
        robot.interact(() -> {
            Picture picture = show(curve(1, 1, 1, Double.NaN, 1, 1, 1));
            assertThat(picture.count(MAGENTA, px(3) - 6, py(1) - 6, 12, 12)).isGreaterThan(8);
            assertThat(picture.count(BLUE, px(2) + 4, py(1) - 4, px(4) - px(2) - 8, 8)).isZero();
            assertThat(picture.count(BLUE, px(1), py(1) - 4, 20, 8)).isGreaterThan(10);
        });
    }

    @Test
    void smoothingLeavesAConstantSeriesWhereItWas(FxRobot robot) {
        robot.interact(() -> {
            double[] y = new double[3000];
            Arrays.fill(y, 0.1);
            chart.smoothingProperty().set(0.99);
            Picture picture = show(curve(y));
            assertThat(picture.has(BLUE, px(10), py(0.1))).isTrue();
            assertThat(picture.has(BLUE, px(2990), py(0.1))).isTrue();
        });
    }

    @Test
    void smoothingPassesByCurvesThatMustNotBeSmoothed(FxRobot robot) {
        robot.interact(() -> {
            chart.smoothingProperty().set(0.9);
            double[] y = {1, 2, 1, 2};
            show(curve(y), new Curve("validation", Points.ofSteps(y, 4), 1, false));
            assertThat(chart.data().get(0).smoothed()).isTrue();
            assertThat(chart.data().get(1).smoothed()).isFalse();
        });
    }

    @Test
    void zoomSurvivesNewPoints(FxRobot robot) {
        robot.interact(() -> {
            double[] y = falling(1000);
            show(new Curve("train", Points.ofSteps(y, 500), 0));
            Picture.mouse(chart, MouseEvent.MOUSE_PRESSED, px(100), py(3), 1);
            Picture.mouse(chart, MouseEvent.MOUSE_DRAGGED, px(200), py(3), 1);
            Picture.mouse(chart, MouseEvent.MOUSE_RELEASED, px(200), py(3), 1);
            Range zoom = chart.zoomProperty().get();
            assertThat(zoom.lo()).isCloseTo(100, within(1.0));
            assertThat(zoom.hi()).isCloseTo(200, within(1.0));
            show(new Curve("train", Points.ofSteps(y, 1000), 0));
            assertThat(chart.area().xRange()).isEqualTo(zoom);
            Picture.mouse(chart, MouseEvent.MOUSE_PRESSED, px(150), py(3), 2);
            Picture.of(chart);
            assertThat(chart.area().xRange()).isEqualTo(new Range(0, 999));
        });
    }

    @Test
    void followingKeepsTheNewestStepAtTheRightEdge(FxRobot robot) {
        robot.interact(() -> {
            double[] y = falling(1000);
            chart.followNewestProperty().set(true);
            chart.zoomProperty().set(new Range(300, 400));
            show(new Curve("train", Points.ofSteps(y, 1000), 0));
            assertThat(chart.area().xRange()).isEqualTo(new Range(899, 999));
        });
    }

    @Test
    void theWheelZoomsAtThePointer(FxRobot robot) {
        robot.interact(() -> {
            show(curve(falling(1000)));
            double at = px(250);
            Event.fireEvent(chart.surface(), new ScrollEvent(ScrollEvent.SCROLL, at, 150, at, 150, false, false, false, false, true, false,
                    0, 40, 0, 40, ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0,
                    new PickResult(chart.surface(), at, 150)));
            Picture.of(chart);
            assertThat(chart.area().xRange().width()).isCloseTo(999 / 1.2, within(1e-6));
            assertThat(px(250)).isCloseTo(at, within(1e-6));
        });
    }

    @Test
    void aLogarithmicAxisMarksWhatItCannotShow(FxRobot robot) {
        robot.interact(() -> {
            chart.setLogY(true);
            Picture picture = show(curve(1, 10, 100, 0, 100, 10, 1));
            assertThat(picture.count(BLUE, px(3) - 5, chart.area().bottom() - 8, 10, 8)).isGreaterThan(10);
            assertThat(picture.count(MAGENTA)).isZero();
            assertThat(py(10) - py(100)).isCloseTo(py(1) - py(10), within(1e-6));
        });
    }

    @Test
    void levelsToCompareWithAreInSight(FxRobot robot) {
        robot.interact(() -> {
            chart.getReferences().add(new Reference(5, "ln V"));
            show(curve(falling(100)));
            assertThat(py(5)).isBetween(chart.area().top(), chart.area().bottom());
        });
    }

    @Test
    void thePointerSnapsToAStepAndChartsShareIt(FxRobot robot) {
        robot.interact(() -> {
            CurveChart other = new CurveChart();
            other.sharedXProperty().bindBidirectional(chart.sharedXProperty());
            show(curve(falling(11)));
            Picture.mouse(chart, MouseEvent.MOUSE_MOVED, px(4) + 3, py(2), 0);
            assertThat(chart.hoveredXProperty().get()).isEqualTo(4);
            assertThat(other.sharedXProperty().get()).isEqualTo(4);
            assertThat(other.hoveredXProperty().get()).isNaN();
            Picture.mouse(chart, MouseEvent.MOUSE_MOVED, 1, 1, 0);
            assertThat(other.sharedXProperty().get()).isNaN();
        });
    }

    @Test
    void arrowKeysMoveTheCrosshairFromPointToPoint(FxRobot robot) {
        robot.interact(() -> {
            show(new Curve("a", Points.of(new double[] {0, 50, 100}, new double[] {1, 2, 3}, 3), 0));
            Picture.key(chart, KeyCode.LEFT);
            assertThat(chart.sharedXProperty().get()).isEqualTo(100);
            Picture.key(chart, KeyCode.LEFT);
            assertThat(chart.sharedXProperty().get()).isEqualTo(50);
            Picture.key(chart, KeyCode.RIGHT);
            Picture.key(chart, KeyCode.RIGHT);
            assertThat(chart.sharedXProperty().get()).isEqualTo(100);
        });
    }

    @Test
    void aClickPicksTheStep(FxRobot robot) {
        robot.interact(() -> {
            double[] picked = {-1};
            chart.onPickProperty().set(x -> picked[0] = x);
            show(curve(falling(11)));
            Picture.mouse(chart, MouseEvent.MOUSE_PRESSED, px(7), py(2), 1);
            Picture.mouse(chart, MouseEvent.MOUSE_RELEASED, px(7), py(2), 1);
            assertThat(picked[0]).isEqualTo(7);
            assertThat(chart.zoomProperty().get()).isNull();
        });
    }

    @Test
    void theReadOutSaysWhichStepAValueBelongsTo(FxRobot robot) {
        robot.interact(() -> {
            show(new Curve("validation", Points.of(new double[] {0, 50, 100}, new double[] {3, 2, 1}, 3), 1, false));
            assertThat(Crosshair.row(chart.data().getFirst(), 60)).containsExactly("validation", "2.000", "at 50");
            assertThat(Crosshair.row(chart.data().getFirst(), 100)).containsExactly("validation", "1.000", "");
        });
    }

    @Test
    void rewrittenHistoryIsReadAgain(FxRobot robot) {
        robot.interact(() -> {
            double[] y = falling(100);
            long[] revision = {0};
            Points points = new Points() {
                @Override
                public int size() {
                    return y.length;
                }

                @Override
                public double x(int i) {
                    return i;
                }

                @Override
                public double y(int i) {
                    return y[i];
                }

                @Override
                public long revision() {
                    return revision[0];
                }
            };
            show(new Curve("train", points, 0));
            Arrays.fill(y, 7);
            revision[0]++;
            chart.refresh();
            Picture.of(chart);
            assertThat(chart.area().y().lo()).isLessThan(7);
            assertThat(chart.area().y().lo()).isGreaterThan(5);
        });
    }

    @Test
    void tellsItsNewestValuesToAScreenReader(FxRobot robot) {
        robot.interact(() -> {
            chart.setTitle("Loss");
            Picture.of(chart);
            assertThat(chart.getAccessibleText()).isEqualTo("Loss: no data yet");
            show(curve(3, 2, 1.5));
            assertThat(chart.getAccessibleText()).isEqualTo("Loss: train 1.500 at step 2");
        });
    }

    @Test
    void repaintsInTheOtherTheme(FxRobot robot) {
        robot.interact(() -> {
            chart.setPalette(Palette.DARK);
            assertThat(show(curve(falling(50))).count(Palette.DARK.series().getFirst())).isGreaterThan(100);
        });
    }
}
