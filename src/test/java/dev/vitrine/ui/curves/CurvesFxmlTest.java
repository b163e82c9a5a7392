package dev.vitrine.ui.curves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.ui.SmallRun;
import dev.vitrine.ui.ViewLoader;
import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.Palette;
import dev.vitrine.ui.control.Range;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class CurvesFxmlTest {
    private final SmallRun small = new SmallRun("curves");
    private CurvesViewModel view;
    private Parent root;

    @Start
    void start(Stage stage) {
        ViewLoader.Loaded loaded = new ViewLoader(small.session).load(CurvesView.SPEC, "gpt");
        view = (CurvesViewModel) loaded.feature();
        root = loaded.root();
        Scene scene = new Scene(root, 1000, 640);
        scene.getStylesheets().addAll("/css/vitrine.css", "/css/light.css");
        stage.setScene(scene);
        stage.sizeToScene();
        stage.show();
    }

    @AfterEach
    void close() {
        small.close();
    }

    private CurveChart chart(String id) {
        return (CurveChart) root.lookup("#" + id);
    }

    @Test
    void fourChartsShareZoomCrosshairAndTheViewedStep(FxRobot robot) {
        robot.interact(() -> {
            small.show(view, 40);
            assertThat(((Button) root.lookup("#everything")).isDisabled()).isTrue();
            chart("norm").zoomProperty().set(new Range(5, 20));
            chart("rate").sharedXProperty().set(7);
            for (String id : new String[] {"loss", "rate", "norm", "speed"}) {
                assertThat(chart(id).zoomProperty().get()).isEqualTo(new Range(5, 20));
                assertThat(chart(id).sharedXProperty().get()).isEqualTo(7);
                assertThat(chart(id).getCursorX()).isEqualTo(40);
                assertThat(chart(id).getCurves()).isNotEmpty();
            }
            ((Button) root.lookup("#everything")).fire();
            assertThat(chart("speed").zoomProperty().get()).isNull();
            ((CheckBox) root.lookup("#logarithmic")).fire();
            assertThat(chart("loss").isLogY()).isTrue();
            assertThat(chart("speed").isLogY()).isFalse();
            assertThat(chart("loss").smoothingProperty().get()).isEqualTo(0.6);
            assertThat(chart("rate").smoothingProperty().get()).isZero();
        });
    }

    @Test
    void everyChartIsDrawn(FxRobot robot) {
        robot.interact(() -> {
            small.show(view, 60);
            root.applyCss();
            root.layout();
            for (String id : new String[] {"loss", "rate", "norm", "speed"}) {
                WritableImage image = chart(id).snapshot(null, null);
                int count = 0;
                for (int y = 0; y < image.getHeight(); y++) {
                    for (int x = 0; x < image.getWidth(); x++) {
                        count += distance(image.getPixelReader().getColor(x, y)) < 0.3 ? 1 : 0;
                    }
                }
                assertThat(count).as(id).isGreaterThan(60);
            }
        });
    }

    private static double distance(Color c) {
        Color wanted = Palette.LIGHT.series().getFirst();
        return Math.abs(c.getRed() - wanted.getRed()) + Math.abs(c.getGreen() - wanted.getGreen())
                + Math.abs(c.getBlue() - wanted.getBlue());
    }
}
