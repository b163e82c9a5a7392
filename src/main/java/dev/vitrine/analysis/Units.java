package dev.vitrine.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sets of cells in which no value may stand twice, and what breaks that rule. Cells are numbered row by row. */
public final class Units {
    private Units() {
    }

    /** The rows, columns and boxes of a Sudoku whose boxes have the given height and width; its side is their product. */
    public static List<int[]> sudoku(int boxRows, int boxColumns) {
        int side = boxRows * boxColumns;
        List<int[]> units = new ArrayList<>();
        for (int u = 0; u < side; u++) {
            int[] row = new int[side];
            int[] column = new int[side];
            int[] box = new int[side];
            int top = u / boxRows * boxRows;
            int left = u % boxRows * boxColumns;
            for (int i = 0; i < side; i++) {
                row[i] = u * side + i;
                column[i] = i * side + u;
                box[i] = (top + i / boxColumns) * side + left + i % boxColumns;
            }
            units.addAll(List.of(row, column, box));
        }
        return units;
    }

    /**
     * Which cells break a rule: another cell of one of their units holds the same value.
     *
     * @param values not modified
     * @param empty  values up to this one are no entries and break nothing
     */
    public static boolean[] broken(int[] values, List<int[]> units, int empty) {
        boolean[] broken = new boolean[values.length];
        for (int[] unit : units) {
            for (int a : unit) {
                for (int b : unit) {
                    broken[a] |= a != b && values[a] > empty && values[a] == values[b];
                }
            }
        }
        return broken;
    }

    /** Sum over units and values of how often a value stands there more than once; 0 where no rule is broken. */
    public static int energy(int[] values, List<int[]> units, int empty) {
        int energy = 0;
        for (int[] unit : units) {
            int[] entries = Arrays.stream(unit).map(cell -> values[cell]).filter(v -> v > empty).toArray();
            energy += entries.length - (int) Arrays.stream(entries).distinct().count();
        }
        return energy;
    }
}
