package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class DrawBarTest {
    private static final DrawData FOUR = new DrawData(List.of("a", "b", "c", "d"), new float[] {0.25f, 0, 0.5f, 0.25f}, 0.625, 2);
    private static final int BAR = 40;      // a height within the bar
    private Exhibit<DrawBar> exhibit;
    private DrawBar bar;

    @Start
    void start(Stage stage) {
        bar = new DrawBar();
        exhibit = new Exhibit<>(stage, bar, 432, 80);
    }

    @Test
    void thePieceOfTheChosenTokenIsAsLongAsItsProbabilityAndTheNeedleStandsInIt() {
        exhibit.change(() -> bar.setData(FOUR));
        int chosen = Colours.argb(Palette.LIGHT.query());
        int length = (int) (bar.x(0.75) - bar.x(0.25));
        assertThat(exhibit.count(chosen, 0, BAR + 6, 432, 1)).isBetween(length - 16, length);
        assertThat(exhibit.argb(bar.x(0.625), BAR)).isEqualTo(Colours.argb(Palette.LIGHT.text()));
        assertThat(exhibit.argb(bar.x(0.2), BAR + 6)).isNotEqualTo(chosen);
    }

    @Test
    void pointerAndKeysPickPiecesAndPassOverExcludedTokens() {
        exhibit.change(() -> bar.setData(FOUR));
        exhibit.click(bar.x(0.1), BAR);
        assertThat(bar.selectedTokenProperty().get()).isZero();
        exhibit.type(KeyCode.RIGHT);
        assertThat(bar.selectedTokenProperty().get()).isEqualTo(2);
        assertThat(exhibit.ask(bar::getAccessibleText)).isEqualTo("‘c’ covers 0.2500 to 0.7500; the drawn number is 0.6250");
        exhibit.type(KeyCode.RIGHT, KeyCode.RIGHT);
        assertThat(bar.selectedTokenProperty().get()).isEqualTo(3);
    }

    @Test
    void nothingIsDrawnAtTemperatureZero() {
        exhibit.change(() -> bar.setData(new DrawData(List.of("a", "b"), new float[] {0, 1}, Double.NaN, 1)));
        assertThat(exhibit.ask(bar::getAccessibleText)).contains("nothing is drawn");
        assertThat(exhibit.count(Colours.argb(Palette.LIGHT.text()), 0, BAR - 14, 432, 30)).as("needle").isZero();
    }

    @Test
    void placesBelongToTheFirstTokenThatExceedsThem() {
        assertThat(FOUR.at(0)).isZero();
        assertThat(FOUR.at(0.25)).isEqualTo(2);
        assertThat(FOUR.at(0.75)).isEqualTo(3);
        assertThat(FOUR.at(1)).isEqualTo(-1);
        assertThatThrownBy(() -> new DrawData(List.of("a"), new float[2], 0, 0))
                .hasMessage("probabilities of a draw from 1 tokens: expected as many, got 2");
    }
}
