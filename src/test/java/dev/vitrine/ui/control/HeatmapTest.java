package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class HeatmapTest {
    private Exhibit<Heatmap> exhibit;
    private Heatmap map;

    @Start
    void start(Stage stage) {
        map = new Heatmap();
        exhibit = new Exhibit<>(stage, map, 300, 300);
    }

    @Test
    void everyCellHasTheColourOfItsValue() {
        float[] values = ramp(100 * 100);
        exhibit.change(() -> map.setData(RasterData.of(100, 100, values, 0, 1, ColorMap.VIRIDIS)));
        for (int row = 0; row < 100; row++) {
            for (int column = 0; column < 100; column++) {
                Rectangle2D at = map.boundsOf(new Cell(row, column));
                int expected = ColorMap.VIRIDIS.argb(values[row * 100 + column]);
                assertThat(exhibit.argb(at.getMinX(), at.getMinY())).isEqualTo(expected);
                assertThat(exhibit.argb(at.getMaxX() - 1, at.getMaxY() - 1)).isEqualTo(expected);
            }
        }
    }

    @Test
    void newDataOfTheSameSizeReplacesThePicture() {
        exhibit.change(() -> map.setData(RasterData.of(20, 20, new float[400], 0, 1, ColorMap.VIRIDIS)));
        float[] ones = new float[400];
        Arrays.fill(ones, 1);
        exhibit.change(() -> map.setData(RasterData.of(20, 20, ones, 0, 1, ColorMap.VIRIDIS)));
        Rectangle2D at = map.boundsOf(new Cell(7, 9));
        assertThat(exhibit.argb(at.getMinX() + 3, at.getMinY() + 3)).isEqualTo(ColorMap.VIRIDIS.argb(1));
    }

    @Test
    void aSpikeAndANaNSurviveWhenCellsAreJoined() {
        float[] values = new float[1000 * 1000];
        values[123 * 1000 + 457] = -9;
        values[800 * 1000 + 300] = Float.NaN;
        exhibit.change(() -> map.setData(RasterData.symmetric(1000, 1000, values)));
        Rectangle2D spike = map.boundsOf(new Cell(123, 457));
        Rectangle2D broken = map.boundsOf(new Cell(800, 300));
        assertThat(exhibit.argb(spike.getMinX(), spike.getMinY())).isEqualTo(ColorMap.DIVERGING.argb(0));
        assertThat(exhibit.argb(broken.getMinX(), broken.getMinY())).isEqualTo(ColorMap.BROKEN);
        assertThat(map.cellsPerBlockProperty().get()).isGreaterThan(1);
        exhibit.hover(spike.getMinX() + 1, spike.getMinY() + 1);
        assertThat(map.hoveredProperty().get()).isEqualTo(new Cell(123, 457));
        assertThat(map.readOutProperty().get()).isEqualTo("row 123, column 457: −9.000");
    }

    @Test
    void maskedCellsAreHatchedAndHaveNoColourOfTheMap() {
        exhibit.change(() -> map.setData(RasterData.attention(new float[64], Band.CAUSAL, tokens(8))));
        Rectangle2D masked = map.boundsOf(new Cell(2, 6));
        int zero = ColorMap.CIVIDIS.argb(0);
        assertThat(exhibit.count(zero, masked.getMinX(), masked.getMinY(), masked.getWidth(), masked.getHeight())).isZero();
        int panel = Colours.argb(Palette.LIGHT.panel());
        double area = masked.getWidth() * masked.getHeight();
        assertThat((double) exhibit.count(panel, masked.getMinX(), masked.getMinY(), masked.getWidth(), masked.getHeight()))
                .isBetween(area * 0.3, area * 0.95);
        exhibit.change(() -> map.selectedProperty().set(new Cell(2, 6)));
        assertThat(map.readOutProperty().get()).isEqualTo("row ‘t2’, column ‘t6’: masked");
    }

    @Test
    void brokenValuesAreMagentaWithACross() {
        float[] values = ramp(100);
        values[55] = Float.NaN;
        values[66] = Float.POSITIVE_INFINITY;
        exhibit.change(() -> map.setData(RasterData.of(10, 10, values, 0, 1, ColorMap.CIVIDIS)));
        for (Cell cell : List.of(new Cell(5, 5), new Cell(6, 6))) {
            Rectangle2D at = map.boundsOf(cell);
            int magenta = exhibit.count(ColorMap.BROKEN, at.getMinX(), at.getMinY(), at.getWidth(), at.getHeight());
            assertThat(magenta).isBetween(1, (int) (at.getWidth() * at.getHeight()) - 12);
            assertThat(exhibit.argb(at.getMinX() + 1, at.getMinY() + 1)).isEqualTo(ColorMap.BROKEN);
        }
        exhibit.change(() -> map.setPalette(Palette.DARK));
        Rectangle2D at = map.boundsOf(new Cell(5, 5));
        assertThat(exhibit.argb(at.getMinX() + 1, at.getMinY() + 1)).isEqualTo(Colours.argb(Marks.notANumber(Palette.DARK)));
    }

    @Test
    void valuesBeyondTheDomainHaveACornerMark() {
        float[] values = new float[100];
        values[33] = 5;
        values[44] = 1;
        exhibit.change(() -> map.setData(RasterData.of(10, 10, values, 0, 1, ColorMap.CIVIDIS)));
        assertThat(corner(3, 3)).isEqualTo(0xFF000000);
        assertThat(corner(4, 4)).isEqualTo(ColorMap.CIVIDIS.argb(1));
    }

    @Test
    void hoverPreviewsAndClickLocksUntilTheSecondClick() {
        exhibit.change(() -> map.setData(RasterData.attention(ramp(64), Band.CAUSAL, tokens(8))));
        Rectangle2D at = map.boundsOf(new Cell(6, 2));
        exhibit.hover(at.getMinX() + 5, at.getMinY() + 5);
        assertThat(map.hoveredProperty().get()).isEqualTo(new Cell(6, 2));
        assertThat(map.selectedProperty().get()).isNull();
        assertThat(map.readOutProperty().get()).isEqualTo("row ‘t6’, column ‘t2’: " + Numbers.format(50 / 64f));
        exhibit.click(at.getMinX() + 5, at.getMinY() + 5);
        assertThat(map.selectedProperty().get()).isEqualTo(new Cell(6, 2));
        exhibit.click(at.getMinX() + 6, at.getMinY() + 6);
        assertThat(map.selectedProperty().get()).isNull();
    }

    @Test
    void arrowsMoveTheCursorAndItsWords() {
        exhibit.change(() -> {
            map.setTitle("attention, layer 2 head 3");
            map.setData(RasterData.attention(ramp(64), Band.CAUSAL, tokens(8)));
        });
        exhibit.type(KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN, KeyCode.RIGHT, KeyCode.UP, KeyCode.LEFT, KeyCode.LEFT);
        assertThat(map.hoveredProperty().get()).isEqualTo(new Cell(1, 0));
        assertThat(exhibit.ask(map::getAccessibleText)).isEqualTo("attention, layer 2 head 3, row ‘t1’, column ‘t0’: "
                + Numbers.format(8 / 64f) + "; largest of the row: ‘t1’ " + Numbers.format(9 / 64f));
        exhibit.type(KeyCode.ENTER, KeyCode.DOWN);
        assertThat(map.selectedProperty().get()).isEqualTo(new Cell(2, 0));
        exhibit.type(KeyCode.ESCAPE);
        assertThat(map.selectedProperty().get()).isNull();
        assertThat(exhibit.argb(150, 1)).as("focus ring").isEqualTo(Colours.argb(Palette.LIGHT.focus()));
    }

    @Test
    void paintsOnceHoweverManyPropertiesChange() {
        exhibit.change(() -> map.setData(RasterData.of(4, 4, ramp(16), 0, 1, ColorMap.CIVIDIS)));
        int before = map.paints();
        exhibit.change(() -> {
            map.setPalette(Palette.DARK);
            map.setData(RasterData.of(4, 4, ramp(16), 0, 2, ColorMap.CIVIDIS));
            map.selectedProperty().set(new Cell(1, 1));
            map.setSquare(true);
        });
        assertThat(map.paints() - before).isEqualTo(1);
        exhibit.change(() -> { });
        assertThat(map.paints() - before).isEqualTo(1);
    }

    @Test
    void largeCellsPrintTheirNumber() {
        exhibit.change(() -> map.setData(RasterData.of(6, 6, new float[36], 0, 1, ColorMap.CIVIDIS)));
        Rectangle2D at = map.boundsOf(new Cell(3, 3));
        int zero = ColorMap.CIVIDIS.argb(0);
        int area = (int) (at.getWidth() * at.getHeight());
        assertThat(exhibit.count(zero, at.getMinX(), at.getMinY(), at.getWidth(), at.getHeight())).isBetween(area / 2, area - 10);
        exhibit.change(() -> map.setCompact(true));
        at = map.boundsOf(new Cell(3, 3));
        assertThat(exhibit.count(zero, at.getMinX(), at.getMinY(), at.getWidth(), at.getHeight())).isEqualTo(area);
    }

    private int corner(int row, int column) {
        Rectangle2D at = map.boundsOf(new Cell(row, column));
        return exhibit.argb(at.getMaxX() - 2, at.getMinY() + 1);
    }

    private static float[] ramp(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = i / (float) size;
        }
        return values;
    }

    private static List<String> tokens(int size) {
        return IntStream.range(0, size).mapToObj(i -> "t" + i).toList();
    }
}
