package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class UnitsTest {
    private static final int EMPTY = 1;

    /** The rules said once more, cell against cell. */
    private static boolean meet(int a, int b, int boxRows, int boxColumns) {
        int side = boxRows * boxColumns;
        int[] one = {a / side, a % side};
        int[] two = {b / side, b % side};
        return a != b && (one[0] == two[0] || one[1] == two[1]
                || one[0] / boxRows == two[0] / boxRows && one[1] / boxColumns == two[1] / boxColumns);
    }

    @Test
    void everyCellOfASudokuMeetsItsRowItsColumnAndItsBox() {
        for (int[] box : new int[][] {{2, 2}, {2, 3}, {3, 3}}) {
            int side = box[0] * box[1];
            List<int[]> units = Units.sudoku(box[0], box[1]);
            assertThat(units).hasSize(3 * side);
            for (int a = 0; a < side * side; a++) {
                Set<Integer> met = new HashSet<>();
                for (int[] unit : units) {
                    Set<Integer> cells = new HashSet<>();
                    for (int cell : unit) {
                        cells.add(cell);
                    }
                    assertThat(cells).hasSize(side);
                    if (cells.remove(a)) {
                        met.addAll(cells);
                    }
                }
                for (int b = 0; b < side * side; b++) {
                    assertThat(met.contains(b)).isEqualTo(meet(a, b, box[0], box[1]));
                }
            }
        }
    }

    @Test
    void aCellIsMarkedWhereAndOnlyWhereAnotherOfItsUnitsHoldsTheSameValue() {
        Random random = new Random(4);
        List<int[]> units = Units.sudoku(2, 3);
        for (int round = 0; round < 20; round++) {
            int[] values = random.ints(36, 0, 8).toArray();
            boolean[] broken = Units.broken(values, units, EMPTY);
            for (int a = 0; a < 36; a++) {
                boolean expected = false;
                for (int b = 0; b < 36; b++) {
                    expected |= meet(a, b, 2, 3) && values[a] > EMPTY && values[a] == values[b];
                }
                assertThat(broken[a]).isEqualTo(expected);
            }
        }
    }

    @Test
    void energyCountsEveryValueTooManyAndIsZeroForASolutionOnly() {
        List<int[]> units = Units.sudoku(2, 2);
        int[] solved = {2, 3, 4, 5, 4, 5, 2, 3, 3, 2, 5, 4, 5, 4, 3, 2};
        assertThat(Units.energy(solved, units, EMPTY)).isZero();
        assertThat(Units.energy(new int[16], units, EMPTY)).isZero();       // no entries

        solved[0] = 3;      // a second 3 in its row, in its column and in its box
        assertThat(Units.energy(solved, units, EMPTY)).isEqualTo(3);
        assertThat(Units.broken(solved, units, EMPTY)).containsExactly(true, true, false, false, false, false, false, false,
                true, false, false, false, false, false, false, false);
        int[] same = new int[16];
        Arrays.fill(same, 2);
        assertThat(Units.energy(same, units, EMPTY)).isEqualTo(12 * 3);
    }
}
