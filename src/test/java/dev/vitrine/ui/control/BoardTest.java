package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.ui.control.BoardData.Entry;
import dev.vitrine.ui.control.BoardStrip.Frame;
import java.util.Collections;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
final class BoardTest {
    private static final int SIDE = 200;
    private static final int WARNING = 0xFFA3002B;
    private static final double CELL = Math.floor((SIDE - 10.0) / 4);

    private Stage stage;

    @Start
    void start(Stage given) {
        stage = given;
    }

    private static BoardData of(Entry entry) {
        return new BoardData(4, 4, 2, 2, Collections.nCopies(16, entry));
    }

    private Exhibit<Board> board(Entry entry) {
        Exhibit<Board> exhibit = new Exhibit<>(stage, exhibited(entry), SIDE, SIDE);
        exhibit.change(() -> { });
        return exhibit;
    }

    private Board exhibited(Entry entry) {
        Board board = new Board();
        board.dataProperty().set(of(entry));
        return board;
    }

    @Test
    void everyMarkIsAShapeAndNotAColourAlone() {
        Exhibit<Board> shown = WaitForAsyncUtils.waitForAsyncFx(5_000, () -> board(Entry.plain("", false)));
        double x = CanvasRegion.EDGE + CELL;       // the second cell of the second row
        double y = CanvasRegion.EDGE + CELL;
        double mark = Math.max(4, CELL * 0.24);
        assertThat(shown.count(WARNING, x + 1, y + 1, CELL - 2, CELL - 2)).isZero();

        shown.change(() -> shown.control.dataProperty().set(of(new Entry("", false, true, false, false, Double.NaN))));
        assertThat(shown.count(WARNING, x + CELL - mark, y + 1, mark - 1, mark - 1)).as("corner").isGreaterThan(10);

        int low = Colours.argb(Palette.LIGHT.low());
        shown.change(() -> shown.control.dataProperty().set(of(new Entry("", false, false, false, true, Double.NaN))));
        assertThat(shown.count(low, x + CELL * 0.3, y + CELL - 7, CELL * 0.4, 2)).as("underlined").isGreaterThan(5);

        int panel = Colours.argb(Palette.LIGHT.panel());
        shown.change(() -> shown.control.dataProperty().set(of(Entry.plain("", true))));
        assertThat(shown.count(panel, x + 3, y + 3, CELL - 6, CELL - 6)).as("ground of a given").isGreaterThan(500);
    }

    @Test
    void cellsAreChosenWithAClickAndWithTheKeys() {
        Exhibit<Board> shown = WaitForAsyncUtils.waitForAsyncFx(5_000, () -> board(Entry.plain("7", true)));
        shown.click(CanvasRegion.EDGE + 2.5 * CELL, CanvasRegion.EDGE + 1.5 * CELL);
        assertThat(shown.ask(() -> shown.control.selectedProperty().get())).isEqualTo(new Cell(1, 2));
        shown.type(KeyCode.RIGHT, KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN);
        assertThat(shown.ask(() -> shown.control.selectedProperty().get())).isEqualTo(new Cell(3, 3));
        assertThat(shown.ask(() -> shown.control.getAccessibleText())).isEqualTo("row 4, column 4: 7, given");
    }

    @Test
    void aCellSaysAllThatIsMarked() {
        BoardData board = of(new Entry("3", true, true, true, true, Double.NaN));
        assertThat(board.said(new Cell(0, 0))).isEqualTo("3, given, breaks a rule, not the solution, changed");
        assertThat(of(Entry.plain("", false)).said(new Cell(0, 0))).isEqualTo("empty");
        assertThatThrownBy(() -> new BoardData(2, 2, 0, 0, List.of(Entry.plain("", false)))).hasMessageContaining("has 4 cells, got 1");
    }

    @Test
    void aStripGoesOnBelowAndIsWalkedWithTheKeys() {
        BoardStrip strip = new BoardStrip();
        Frame frame = new Frame("z_H 0.1", of(Entry.plain("1", false)), "note");
        strip.framesProperty().set(Collections.nCopies(9, frame));
        assertThat(strip.prefHeight(1200)).isLessThan(strip.prefHeight(400));
        assertThat(strip.prefHeight(400)).isLessThan(strip.prefHeight(130));

        Exhibit<BoardStrip> exhibit = WaitForAsyncUtils.waitForAsyncFx(5_000, () -> new Exhibit<>(stage, strip, 400, 400));
        exhibit.type(KeyCode.RIGHT, KeyCode.ENTER, KeyCode.RIGHT, KeyCode.DOWN);
        assertThat(exhibit.ask(() -> strip.selectedProperty().get())).isEqualTo(4);      // three side by side
    }
}
