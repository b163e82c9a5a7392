package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class PhaseBarTest {
    private PhaseBar bar;

    @Start
    void start(Stage stage) {
        bar = new PhaseBar();
        stage.setScene(new Scene(new HBox(bar), 700, 60));
        stage.sizeToScene();
        stage.show();
    }

    @Test
    void theCurrentPhaseIsUnderlinedAndTheDoneOnesAreTicked(FxRobot robot) {
        robot.interact(() -> {
            bar.setPhases(List.of("Batch", "Forward", "Loss", "Backward", "Clip", "Update"));
            bar.currentProperty().set(2);
            Picture picture = Picture.of(bar);
            assertThat(underline(picture, 2)).isGreaterThan((int) bar.width(2) - 3);
            assertThat(underline(picture, 1)).isLessThan((int) bar.width(1) / 2);
            assertThat(tick(picture, 1)).isPositive();
            assertThat(tick(picture, 2)).isZero();
            assertThat(tick(picture, 3)).isZero();
            assertThat(bar.getAccessibleText()).isEqualTo("Loss, 3 / 6");
        });
    }

    @Test
    void nothingMovesWhenThePhaseChanges(FxRobot robot) {
        robot.interact(() -> {
            bar.setPhases(List.of("Batch", "Forward", "Loss"));
            double wide = bar.prefWidth(-1);
            double left = bar.left(2);
            bar.currentProperty().set(1);
            assertThat(bar.prefWidth(-1)).isEqualTo(wide);
            assertThat(bar.left(2)).isEqualTo(left);
        });
    }

    private int underline(Picture picture, int phase) {
        int best = 0;
        for (int y = (int) bar.getHeight() / 2 + 4; y < bar.getHeight(); y++) {
            best = Math.max(best, picture.count(Palette.LIGHT.focus(), bar.left(phase), y, bar.width(phase), 1));
        }
        return best;
    }

    private int tick(Picture picture, int phase) {
        return picture.count(Palette.LIGHT.text(), bar.left(phase) - 13, 4, 11, bar.getHeight() - 8);
    }
}
