package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.ui.control.TableData.Entry;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
final class TokenTableTest {
    private static TableData twelve() {
        return new TableData(Collections.nCopies(12, "t"), List.of(
                new TableData.Row("p", Collections.nCopies(12, Entry.number("0.1234"))),
                new TableData.Row("says", Collections.nCopies(12, new Entry("x", "0.5", 0.5, true, false)))));
    }

    @Test
    void aLongTextGoesOnBelow() {
        TableBands wide = new TokenTablePainter().bands(twelve(), 1000);
        TableBands narrow = new TokenTablePainter().bands(twelve(), 320);

        assertThat(wide.bands()).isEqualTo(1);
        assertThat(narrow.bands()).isGreaterThan(1);
        assertThat(narrow.height()).isGreaterThan(wide.height());
        assertThat(narrow.bands() * narrow.across()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void everyCellIsFoundWhereItIsPainted() {
        TableBands bands = new TokenTablePainter().bands(twelve(), 320);

        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 12; column++) {
                Cell cell = new Cell(row, column);
                assertThat(bands.cellAt(bands.x(column) + 2, bands.y(cell) + 2)).isEqualTo(cell);
            }
        }
        assertThat(bands.cellAt(1, 30)).isNull();
        assertThat(bands.cellAt(bands.x(0) + 2, 5)).isNull();
    }

    @Test
    void noNumberIsWiderThanItsColumn() {
        TableData data = new TableData(List.of("a"), List.of(new TableData.Row("p", List.of(Entry.number("−1.234e−10")))));

        assertThat(new TokenTablePainter().bands(data, 400).column())
                .isGreaterThan(new Lettering(Lettering.SMALL_MONO).width("−1.234e−10"));
    }

    @Test
    void aRowMustHaveACellAColumn() {
        assertThatThrownBy(() -> new TableData(List.of("a", "b"), List.of(new TableData.Row("p", List.of(Entry.BLANK)))))
                .hasMessageContaining("expected 2 cells, got 1");
    }

    @Test
    void anEmptyTableHasNoCells() {
        assertThat(new TokenTablePainter().bands(TableData.EMPTY, 300).bands()).isZero();
    }
}
