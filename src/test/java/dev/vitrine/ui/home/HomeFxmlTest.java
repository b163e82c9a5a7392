package dev.vitrine.ui.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.ui.SmallRun;
import dev.vitrine.ui.ViewLoader;
import dev.vitrine.ui.control.ArcRow;
import dev.vitrine.ui.control.CurveChart;
import dev.vitrine.ui.control.Palette;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.TextFlow;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class HomeFxmlTest {
    private final SmallRun small = new SmallRun("home");
    private HomeViewModel view;
    private Parent root;

    @Start
    void start(Stage stage) {
        ViewLoader.Loaded loaded = new ViewLoader(small.session).load(HomeView.SPEC, "gpt");
        view = (HomeViewModel) loaded.feature();
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

    @Test
    void showsTheNumbersTheCurveTheTextAndTheArcs(FxRobot robot) {
        robot.interact(() -> {
            small.show(view, 40);
            small.run(view, () -> view.writingProperty().get() != null && view.writingProperty().get().step() == 40);
            root.applyCss();
            root.layout();
            assertThat(root.lookupAll(".figure")).hasSize(6);
            assertThat(((CurveChart) root.lookup("#loss")).getCurves()).hasSize(2);
            assertThat(((ArcRow) root.lookup("#arcs")).readOut()).contains(" looks at ");
            assertThat(((TextFlow) root.lookup("#writing")).getChildren()).hasSameSizeAs(view.writingProperty().get().pieces());
            assertThat(((ListView<?>) root.lookup("#earlier")).getItems()).isEqualTo(view.earlierProperty().get());
            assertThat(inked(root.lookup("#loss"))).isGreaterThan(200);
            assertThat(inked(root.lookup("#arcs"))).isGreaterThan(200);
        });
    }

    @Test
    void hasRoomForEverythingInHalfTheWidth(FxRobot robot) {
        robot.interact(() -> {
            small.show(view, 3);
            root.getScene().getWindow().setWidth(480);
            root.resize(480, 640);
            root.applyCss();
            root.layout();
            ScrollPane page = (ScrollPane) root.lookup(".plain-scroll");
            assertThat(page.getContent().getLayoutBounds().getWidth()).isLessThanOrEqualTo(480);
            assertThat(page.getContent().minHeight(page.getViewportBounds().getWidth())).isGreaterThan(640);
            for (String id : new String[] {"#loss", "#writing", "#arcs"}) {
                assertThat(root.lookup(id).getLayoutBounds().getWidth()).isBetween(300.0, 480.0);
            }
        });
    }

    /** Pixels in the colour of the first series, which the arcs share. */
    private static int inked(Node node) {
        WritableImage image = node.snapshot(null, null);
        Color wanted = Palette.LIGHT.series().getFirst();
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color c = image.getPixelReader().getColor(x, y);
                count += Math.abs(c.getRed() - wanted.getRed()) + Math.abs(c.getGreen() - wanted.getGreen())
                        + Math.abs(c.getBlue() - wanted.getBlue()) < 0.3 ? 1 : 0;
            }
        }
        return count;
    }
}
