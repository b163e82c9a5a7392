package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ColorLegendTest {
    private Exhibit<ColorLegend> exhibit;

    @Start
    void start(Stage stage) {
        exhibit = new Exhibit<>(stage, new ColorLegend(), 160, 39);
    }

    @Test
    void runsThroughTheMapFromEndToEnd() {
        exhibit.change(() -> exhibit.control.setData(RasterData.symmetric(1, 1, new float[] {2})));
        assertThat(exhibit.argb(4, 10)).isEqualTo(ColorMap.DIVERGING.argb(0));
        assertThat(exhibit.argb(155, 10)).isEqualTo(ColorMap.DIVERGING.argb(1));
        assertThat(exhibit.argb(4 + 30, 10)).isEqualTo(ColorMap.DIVERGING.argb(30 / 151.0));
        assertThat(exhibit.ask(exhibit.control::getAccessibleText)).isEqualTo("colours from −2.000 to 2.000");
    }

    @Test
    void printsThreeNumbersIn160PixelsWithoutClipping() {
        exhibit.change(() -> exhibit.control.setData(RasterData.symmetric(1, 1, new float[] {1.234e-5f})));
        int white = 0xFFFFFFFF;
        assertThat(exhibit.count(white, 4, 22, 40, 14)).as("min").isLessThan(40 * 14);
        assertThat(exhibit.count(white, 76, 22, 8, 14)).as("mid").isLessThan(8 * 14);
        assertThat(exhibit.count(white, 116, 22, 40, 14)).as("max").isLessThan(40 * 14);
        assertThat(exhibit.count(white, 0, 20, 4, 19)).as("left edge is clear").isEqualTo(4 * 19);
        assertThat(exhibit.count(white, 157, 20, 3, 19)).as("right edge is clear").isEqualTo(3 * 19);
    }
}
