package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ValueGridTest {
    private Exhibit<ValueGrid> exhibit;
    private ValueGrid grid;

    @Start
    void start(Stage stage) {
        grid = new ValueGrid();
        exhibit = new Exhibit<>(stage, grid, 400, 240);
    }

    @Test
    void aMillionNumbersCostOneScreen() {
        exhibit.change(() -> grid.setData(RasterData.symmetric(1000, 1000, new float[1_000_000])));
        assertThat(grid.painted()).isBetween(8, 5 * 10);
        exhibit.change(() -> grid.selectedProperty().set(new Cell(999, 999)));
        assertThat(grid.painted()).isBetween(8, 5 * 10);
    }

    @Test
    void theSelectedCellIsScrolledIntoView() {
        exhibit.change(() -> grid.setData(RasterData.symmetric(100, 100, new float[10_000])));
        int focus = Colours.argb(Palette.LIGHT.focus());
        assertThat(exhibit.count(focus, 10, 30, 370, 180)).isZero();
        exhibit.change(() -> grid.selectedProperty().set(new Cell(70, 60)));
        assertThat(exhibit.count(focus, 10, 30, 370, 190)).isGreaterThan(100);
    }

    @Test
    void clickAndArrowsPickCells() {
        exhibit.change(() -> grid.setData(RasterData.of(3, 3, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0, 9, ColorMap.CIVIDIS)));
        double left = exhibit.ask(() -> grid.prefWidth(-1)) - 4 - 4 * ValueGrid.COLUMN;
        exhibit.click(left + ValueGrid.COLUMN + 5, 4 + ValueGrid.ROW + 5);
        assertThat(grid.selectedProperty().get()).isEqualTo(new Cell(0, 1));
        exhibit.type(KeyCode.DOWN, KeyCode.RIGHT, KeyCode.RIGHT);
        assertThat(grid.selectedProperty().get()).isEqualTo(new Cell(1, 2));
        assertThat(exhibit.ask(grid::getAccessibleText)).startsWith("row 1, column 2: 6.000");
    }

    @Test
    void followsAHeatmapInBothDirections() {
        exhibit.change(() -> {
            Heatmap map = new Heatmap();
            map.setData(RasterData.attention(new float[4], Band.CAUSAL, List.of("a", "b")));
            grid.dataProperty().bind(map.dataProperty());
            grid.selectedProperty().bindBidirectional(map.selectedProperty());
            map.selectedProperty().set(new Cell(1, 0));
            assertThat(grid.selectedProperty().get()).isEqualTo(new Cell(1, 0));
            grid.selectedProperty().set(null);
            assertThat(map.selectedProperty().get()).isNull();
        });
    }

    @Test
    void brokenNumbersAreMagentaAndMaskedCellsHatched() {
        exhibit.change(() -> grid.setData(RasterData.attention(new float[] {Float.NaN, 0, 1, 0}, Band.CAUSAL, List.of("a", "b"))));
        assertThat(exhibit.count(ColorMap.BROKEN, 0, 28, 300, 24)).isGreaterThan(500);
        assertThat(exhibit.count(ColorMap.BROKEN, 0, 52, 300, 24)).isZero();
    }

    @Test
    void noNumberIsCutAtTheEdge() {
        exhibit.change(() -> grid.setData(RasterData.symmetric(50, 50, new float[2500])));
        GridPainter.View view = new GridPainter.View(44, 28, 0, 0, 8, 4, 84);
        assertThat(view.at(44 + 4 * 84 + 1, 40)).isNull();
        assertThat(view.at(45, 29)).isEqualTo(new Cell(0, 0));
        assertThat(grid.painted() % 4).isZero();
    }
}
