package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class TokenStripTest {
    private static final StripData LOSSES = StripData.of(List.of("To", " be", "\n", "or"),
            new float[] {0, 2, Float.NaN, 4}, 0, 4, ColorMap.CIVIDIS_REVERSED);
    private Exhibit<TokenStrip> exhibit;
    private TokenStrip strip;

    @Start
    void start(Stage stage) {
        strip = new TokenStrip();
        exhibit = new Exhibit<>(stage, strip, 300, 200);
    }

    @Test
    void chipsHaveTheColourOfTheirValue() {
        exhibit.change(() -> strip.setData(LOSSES));
        assertThat(chip(0)).isEqualTo(ColorMap.CIVIDIS_REVERSED.argb(0));
        assertThat(chip(1)).isEqualTo(ColorMap.CIVIDIS_REVERSED.argb(0.5));
        assertThat(chip(2)).isEqualTo(ColorMap.BROKEN);
        assertThat(chip(3)).isEqualTo(ColorMap.CIVIDIS_REVERSED.argb(1));
    }

    @Test
    void changedTokensAreOutlinedAndUnderlined() {
        exhibit.change(() -> strip.setData(LOSSES.withChanged(new boolean[] {false, false, false, true})));
        Rectangle2D at = strip.boundsOf(3);
        double middle = at.getMinX() + at.getWidth() / 2;
        assertThat(exhibit.argb(middle, at.getMaxY() - 4)).as("underline").isEqualTo(0xFFFFFFFF);
        assertThat(exhibit.argb(middle, at.getMinY() - 1)).as("outline").isEqualTo(Colours.argb(Palette.LIGHT.low()));
        Rectangle2D other = strip.boundsOf(0);
        assertThat(exhibit.argb(other.getMinX() + 10, other.getMinY() - 1)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void wrapsAndAsksForTheHeightThatItNeeds() {
        exhibit.change(() -> strip.setData(StripData.of(Collections.nCopies(200, "word"))));
        assertThat(strip.boundsOf(199).getMinY()).isGreaterThan(200);
        assertThat(exhibit.ask(() -> strip.prefHeight(300))).isEqualTo(strip.boundsOf(199).getMaxY() + 4);
        for (int token = 0; token < 200; token++) {
            assertThat(strip.boundsOf(token).getMaxX()).isLessThanOrEqualTo(296);
        }
    }

    @Test
    void hoverAndKeysPickTokens() {
        exhibit.change(() -> strip.setData(LOSSES));
        Rectangle2D at = strip.boundsOf(1);
        exhibit.hover(at.getMinX() + 8, at.getMinY() + 8);
        assertThat(strip.hoveredProperty().get()).isEqualTo(1);
        exhibit.type(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.ENTER);
        assertThat(strip.selectedProperty().get()).isEqualTo(3);
        assertThat(exhibit.ask(strip::getAccessibleText)).isEqualTo("3 ‘or’: 4.000");
        exhibit.type(KeyCode.ESCAPE);
        assertThat(strip.selectedProperty().get()).isNull();
    }

    @Test
    void downGoesToTheChipBelow() {
        exhibit.change(() -> strip.setData(StripData.of(Collections.nCopies(30, "word"))));
        exhibit.type(KeyCode.RIGHT, KeyCode.RIGHT, KeyCode.DOWN);
        int below = strip.hoveredProperty().get();
        assertThat(strip.boundsOf(below).getMinX()).isEqualTo(strip.boundsOf(1).getMinX());
        assertThat(strip.boundsOf(below).getMinY()).isGreaterThan(strip.boundsOf(1).getMinY());
        exhibit.type(KeyCode.UP);
        assertThat(strip.hoveredProperty().get()).isEqualTo(1);
    }

    @Test
    void saysWhatWasWrong() {
        assertThatThrownBy(() -> StripData.of(List.of("a"), new float[2], 0, 1, ColorMap.CIVIDIS))
                .hasMessage("values of a strip: expected none or 1, got 2");
    }

    /** A pixel of the chip beside its text. */
    private int chip(int token) {
        Rectangle2D at = strip.boundsOf(token);
        return exhibit.argb(at.getMinX() + 3, at.getMinY() + 12);
    }
}
