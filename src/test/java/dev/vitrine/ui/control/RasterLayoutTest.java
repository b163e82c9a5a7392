package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RasterLayoutTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 300, 200", "32, 32, 40, 40", "512, 768, 300, 200", "50000, 3, 100, 20", "7, 3, 50, 60"})
    void everyCellIsInOneBlockInsideTheSpace(int rows, int columns, int width, int height) {
        RasterLayout layout = RasterLayout.fit(rows, columns, 10, 20, 10 + width, 20 + height, false);
        assertThat(layout.width()).isGreaterThanOrEqualTo(2);
        assertThat(layout.height()).isGreaterThanOrEqualTo(2);
        assertThat(layout.pictureWidth()).isLessThanOrEqualTo(width);
        assertThat(layout.pictureHeight()).isLessThanOrEqualTo(height);
        Cell last = new Cell(rows - 1, columns - 1);
        assertThat(layout.blockAt(layout.x(last.column()) + 1, layout.y(last.row()) + 1)).isEqualTo(layout.blockOf(last));
        assertThat(layout.blockOf(last)).isEqualTo(layout.blocksAcross() * layout.blocksDown() - 1);
        assertThat(layout.blockAt(9, 30)).isEqualTo(-1);
    }

    @Test
    void joinsCellsOnlyWhenTheyWouldBeSmallerThanTwoPixels() {
        assertThat(RasterLayout.fit(64, 64, 0, 0, 128, 128, true).cellsPerBlock()).isEqualTo(1);
        assertThat(RasterLayout.fit(64, 64, 0, 0, 127, 128, true).cellsPerBlock()).isEqualTo(4);
        assertThat(RasterLayout.fit(64, 64, 0, 0, 127, 128, false).cellsPerBlock()).isEqualTo(2);
    }
}
