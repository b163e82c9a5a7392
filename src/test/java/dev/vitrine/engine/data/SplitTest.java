package dev.vitrine.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SplitTest {
    private static final List<Integer> LINES = IntStream.range(0, 20).boxed().toList();

    @Test
    void everyLineIsInOnePartAndBothKeepTheOrder() {
        Split<List<Integer>> split = Split.lines(LINES, 0.25, 3);
        assertThat(split.validation()).hasSize(5).isSorted();
        assertThat(split.training()).hasSize(15).isSorted();
        List<Integer> both = new ArrayList<>(split.training());
        both.addAll(split.validation());
        assertThat(both).containsExactlyInAnyOrderElementsOf(LINES);
    }

    @Test
    void theSeedDecidesWhichLinesAreHeldBack() {
        assertThat(Split.lines(LINES, 0.25, 3)).isEqualTo(Split.lines(LINES, 0.25, 3));
        assertThat(Split.lines(LINES, 0.25, 4)).isNotEqualTo(Split.lines(LINES, 0.25, 3));
    }

    @Test
    void aFractionOfZeroHoldsNothingBackAndASmallOneOneLine() {
        assertThat(Split.lines(LINES, 0, 3).validation()).isEmpty();
        assertThat(Split.lines(LINES, 0, 3).training()).isEqualTo(LINES);
        assertThat(Split.lines(LINES, 1e-9, 3).validation()).hasSize(1);
    }

    @Test
    void ofAStreamTheLastPartIsHeldBack() {
        Split<int[]> split = Split.stream(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.2);
        assertThat(split.training()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(split.validation()).containsExactly(9, 10);
    }

    @Test
    void impossibleFractionsAreRefused() {
        for (double fraction : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> Split.lines(LINES, fraction, 3)).isInstanceOf(InputException.class)
                    .hasMessage("the validation fraction must be from 0 to less than 1, got " + fraction);
        }
        assertThatThrownBy(() -> Split.lines(List.of("only"), 0.1, 3)).hasMessage("a validation fraction of 0.1 of 1 lines "
                + "leaves nothing to train on; give more text or a smaller fraction");
    }
}
