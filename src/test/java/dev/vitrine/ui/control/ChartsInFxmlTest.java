package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javafx.fxml.FXMLLoader;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class ChartsInFxmlTest {
    private static final String FXML = """
            <?import dev.vitrine.ui.control.*?>
            <?import javafx.scene.layout.VBox?>
            <VBox xmlns:fx="http://javafx.com/fxml">
              <CurveChart title="Loss" yLabel="nats per token" logY="true"/>
              <Scrubber/>
              <TrajectoryPlot title="z_H"/>
              <RatioBars title="Ratio"/>
              <PhaseBar/>
            </VBox>
            """;
    private Stage stage;

    @Start
    void start(Stage newStage) {
        stage = newStage;
    }

    private static VBox load() {
        try {
            return new FXMLLoader().load(new ByteArrayInputStream(FXML.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allLoadFromFxmlAndShowThatTheyAreEmpty(FxRobot robot) {
        robot.interact(() -> {
            VBox box = load();
            stage.setScene(new Scene(box, 600, 900));
            stage.sizeToScene();
            stage.show();
            assertThat(Picture.of(box).count(Palette.LIGHT.muted())).isPositive();
            assertThat(box.getChildren()).hasSize(5).allSatisfy(node -> assertThat(((ChartRegion) node).getPalette()).isEqualTo(Palette.LIGHT));
            assertThat(((CurveChart) box.getChildren().getFirst()).getYLabel()).isEqualTo("nats per token");
        });
    }

    @Test
    void takeTheirTypeFromTheStyleSheets(FxRobot robot) {
        robot.interact(() -> {
            VBox box = load();
            box.setStyle("-fx-font-size: 28px;");
            stage.setScene(new Scene(box, 600, 900));
            stage.sizeToScene();
            Picture.of(box);
            assertThat(((ChartRegion) box.getChildren().getFirst()).text().body().getSize()).isEqualTo(26);
            assertThat(((ChartRegion) box.getChildren().getFirst()).text().tick().getSize()).isEqualTo(22);
        });
    }

    @Test
    void stayUsableWhenTheyAreTiny(FxRobot robot) {
        robot.interact(() -> {
            VBox box = load();
            CurveChart chart = (CurveChart) box.getChildren().getFirst();
            chart.getCurves().add(new Curve("train", Points.ofSteps(new double[] {1, 2}, 2), 0));
            ((RatioBars) box.getChildren().get(3)).getRows().add(new RatioBars.Row("wte", 1e-3));
            stage.setScene(new Scene(box, 30, 10));
            stage.sizeToScene();
            box.getChildren().forEach(node -> node.resize(20, 10));
            assertThat(Picture.of(box).image().getWidth()).isEqualTo(30);
        });
    }
}
