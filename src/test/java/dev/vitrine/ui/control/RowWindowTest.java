package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RowWindowTest {
    @Test
    void holdsOnlyTheRowsInSight() {
        RowWindow window = new RowWindow(10_000, 20, 1_010, 100).within();
        assertThat(window.first()).isEqualTo(50);
        assertThat(window.last()).isEqualTo(56);
        assertThat(window.rowAt(0)).isEqualTo(50);
        assertThat(window.rowAt(100)).isEqualTo(-1);
    }

    @Test
    void revealsARowByMovingAsLittleAsNeeded() {
        RowWindow window = new RowWindow(100, 20, 0, 100);
        assertThat(window.revealing(3).offset()).isZero();
        assertThat(window.revealing(5).offset()).isEqualTo(20);
        assertThat(window.revealing(99).offset()).isEqualTo(1_900);
        assertThat(new RowWindow(100, 20, 500, 100).revealing(2).offset()).isEqualTo(40);
    }

    @Test
    void endsAtTheLastRow() {
        assertThat(new RowWindow(100, 20, 9_999, 100).within().offset()).isEqualTo(1_900);
        assertThat(new RowWindow(2, 20, 50, 100).within().offset()).isZero();
    }
}
