package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javafx.fxml.FXMLLoader;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class ControlsFxmlTest {
    @Test
    void everyControlIsMadeFromFxmlAndSaysWhatItIs(FxRobot robot) {
        String fxml = """
                <?import javafx.scene.layout.VBox?>
                <?import dev.vitrine.ui.control.*?>
                <VBox xmlns:fx="http://javafx.com/fxml">
                  <Heatmap title="attention" square="true" compact="true"/><ColorLegend/><ArcRow/><BarList order="ID"/>
                  <TokenStrip/><ValueGrid/>
                </VBox>
                """;
        robot.interact(() -> {
            VBox box = load(fxml);
            assertThat(box.getChildren()).hasSize(6).allSatisfy(control -> {
                assertThat(control).isInstanceOf(CanvasRegion.class);
                assertThat(control.getAccessibleRole()).isNotNull();
                assertThat(control.getAccessibleRoleDescription()).isNotBlank();
                assertThat(((CanvasRegion) control).getPalette()).isEqualTo(Palette.LIGHT);
            });
            assertThat(((Heatmap) box.getChildren().getFirst()).isSquare()).isTrue();
            assertThat(((BarList) box.getChildren().get(3)).getOrder()).isEqualTo(BarOrder.ID);
        });
    }

    private static VBox load(String fxml) {
        try {
            return new FXMLLoader().load(new ByteArrayInputStream(fxml.getBytes(StandardCharsets.UTF_8)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
