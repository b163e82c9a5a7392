package dev.vitrine.engine.data.puzzle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SudokuTest {
    private static final SudokuShape FOUR = new SudokuShape(2, 2);

    private static Task task(String name) {
        return Tasks.REGISTRY.get(name);
    }

    private static int[] digits(int[] ids) {
        return Arrays.stream(ids).map(id -> Math.max(0, id - 1)).toArray();
    }

    @Test
    void thereAre288FullGridsOfFour() {
        assertThat(new SudokuSolver(FOUR).count(new int[16], 1000)).isEqualTo(288);
        Set<String> filled = new HashSet<>();
        SudokuSolver solver = new SudokuSolver(FOUR);
        Dice dice = new Dice(new Draws(1), Purpose.PUZZLE, 0);
        for (int i = 0; i < 5000; i++) {
            filled.add(Arrays.toString(solver.fill(dice.start(i))));
        }
        assertThat(filled).as("each of them is made").hasSize(288);
    }

    /** 28,200,960 in all, and each of the 720 first rows has as many. */
    @Test
    void thereAre39168FullGridsOfSixForAFirstRow() {
        int[] grid = new int[36];
        for (int i = 0; i < 6; i++) {
            grid[i] = i + 1;
        }
        assertThat(new SudokuSolver(new SudokuShape(2, 3)).count(grid, 1_000_000)).isEqualTo(28_200_960 / 720);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sudoku4", "sudoku6", "sudoku9"})
    void everyPuzzleHasOneSolutionByASearchThatKnowsNoOrder(String name) {
        Task task = task(name);
        int n = task.width();
        int boxRows = n == 9 ? 3 : 2;
        Levels levels = n == 9 ? task.levels().within(34, 40) : task.levels();   // the plain search is slow
        for (Puzzle p : new PuzzleMaker(task, levels, true, 2).make(n == 9 ? 5 : 100)) {
            List<int[]> solutions = new ArrayList<>();
            search(digits(p.question()), n, boxRows, 0, solutions);
            assertThat(solutions).hasSize(1);
            assertThat(solutions.getFirst()).isEqualTo(digits(p.answer()));
        }
    }

    /** Cell after cell, digit after digit. */
    private static void search(int[] grid, int n, int boxRows, int cell, List<int[]> solutions) {
        if (cell == grid.length) {
            solutions.add(grid.clone());
        } else if (grid[cell] != 0) {
            search(grid, n, boxRows, cell + 1, solutions);
        } else {
            for (int digit = 1; digit <= n; digit++) {
                if (free(grid, n, boxRows, cell, digit)) {
                    grid[cell] = digit;
                    search(grid, n, boxRows, cell + 1, solutions);
                    grid[cell] = 0;
                }
            }
        }
    }

    private static boolean free(int[] grid, int n, int boxRows, int cell, int digit) {
        int boxColumns = n / boxRows;
        for (int other = 0; other < grid.length; other++) {
            boolean sees = other / n == cell / n || other % n == cell % n
                    || other / n / boxRows == cell / n / boxRows && other % n / boxColumns == cell % n / boxColumns;
            if (sees && grid[other] == digit) {
                return false;
            }
        }
        return true;
    }

    /** The least of all grids that relabelling and the 128 moves of lines make of one. */
    private static String canonical(int[] question) {
        int[][] lines = {{0, 1, 2, 3}, {1, 0, 2, 3}, {0, 1, 3, 2}, {1, 0, 3, 2}, {2, 3, 0, 1}, {3, 2, 0, 1}, {2, 3, 1, 0}, {3, 2, 1, 0}};
        String least = null;
        for (int[] rows : lines) {
            for (int[] columns : lines) {
                for (int transposed = 0; transposed < 2; transposed++) {
                    int[] label = new int[5];
                    int labels = 0;
                    StringBuilder form = new StringBuilder();
                    for (int i = 0; i < 16; i++) {
                        int r = rows[i / 4];
                        int c = columns[i % 4];
                        int digit = question[transposed == 0 ? 4 * r + c : 4 * c + r];
                        if (digit > 0 && label[digit] == 0) {
                            label[digit] = ++labels;
                        }
                        form.append(label[digit]);
                    }
                    least = least == null || form.toString().compareTo(least) < 0 ? form.toString() : least;
                }
            }
        }
        return least;
    }

    @Test
    void theUnseenPuzzlesOfFourAreNewInEveryGuise() {
        Task task = task("sudoku4");
        Set<String> trained = new HashSet<>();
        new PuzzleMaker(task, task.levels(), false, 1).make(8000).forEach(p -> trained.add(canonical(digits(p.question()))));
        Set<String> unseen = new HashSet<>();
        new PuzzleMaker(task, task.levels(), true, 1).make(500).forEach(p -> unseen.add(canonical(digits(p.question()))));
        assertThat(unseen).doesNotContainAnyElementsOf(trained).hasSizeGreaterThan(100);
        assertThat(trained).hasSizeGreaterThan(1000);
    }

    @Test
    void fourCluesHaveThirteenKinds() {
        Task task = task("sudoku4");
        Levels four = task.levels().within(4, 4);
        Set<String> kinds = new TreeSet<>();
        Set<Long> keys = new TreeSet<>();
        for (boolean unseen : new boolean[] {false, true}) {
            for (Puzzle p : new PuzzleMaker(task, four, unseen, 1).make(5000)) {
                kinds.add(canonical(digits(p.question())));
                keys.add(task.key(p.question()));
            }
        }
        assertThat(kinds).hasSize(13);
        assertThat(keys).hasSize(13);
    }

    @Test
    void aThousandPuzzlesOfFourHaveAsManyKeysAsCanonicalForms() {
        Task task = task("sudoku4");
        Set<String> forms = new HashSet<>();
        Set<Long> keys = new HashSet<>();
        Set<String> both = new HashSet<>();
        for (Puzzle p : new PuzzleMaker(task, task.levels(), false, 9).make(1000)) {
            forms.add(canonical(digits(p.question())));
            keys.add(task.key(p.question()));
            both.add(canonical(digits(p.question())) + task.key(p.question()));
        }
        assertThat(both).as("one key for each form").hasSameSizeAs(forms);
        assertThat(keys.size()).as("nearly one form for each key").isGreaterThan(forms.size() * 95 / 100);
    }

    @Test
    void transpositionMakesAnotherKindWhereBoxesAreNotSquare() {
        Task task = task("sudoku6");
        Puzzle p = new PuzzleMaker(task, task.levels(), false, 1).make(0L);
        int[] transposed = new int[36];
        for (int i = 0; i < 36; i++) {
            transposed[i] = p.question()[i % 6 * 6 + i / 6];
        }
        assertThat(task.key(transposed)).isNotEqualTo(task.key(p.question()));
    }

    @Test
    void theEnergyCountsEachDigitBeyondTheFirstInEveryRowColumnAndBox() {
        Puzzle p = PuzzleText.one("sudoku4", "1... ..2. .3.. ...4");
        Task task = task("sudoku4");
        int[] ones = new int[16];
        Arrays.fill(ones, 2);
        assertThat(task.check(p, ones).energy()).isEqualTo(12 * 3);
        int[] answer = p.answer().clone();
        int swapped = answer[1];
        answer[1] = answer[2];
        answer[2] = swapped;   // in one row, across two boxes: two columns and two boxes have a digit twice
        Verdict verdict = task.check(p, answer);
        assertThat(verdict.energy()).isEqualTo(4);
        assertThat(verdict.broken().stream().map(Verdict.Broken::rule)).containsExactly("column", "column", "box", "box");
        assertThat(verdict.broken().getFirst().cells()).hasSize(2).contains(1);
    }

    @Test
    void blanksAndChangedCluesAreToldAndCostNoEnergy() {
        Puzzle p = PuzzleText.one("sudoku4", "1... ..2. .3.. ...4");
        Task task = task("sudoku4");
        Verdict blank = task.check(p, p.question());
        assertThat(blank.energy()).isZero();
        assertThat(blank.right()).isFalse();
        assertThat(blank.broken()).hasSize(12).allMatch(b -> b.rule().equals("empty"));
        int[] relabelled = Arrays.stream(p.answer()).map(id -> id == 2 ? 3 : id == 3 ? 2 : id).toArray();
        Verdict changed = task.check(p, relabelled);
        assertThat(changed.energy()).isZero();
        assertThat(changed.broken().stream().map(Verdict.Broken::rule)).containsOnly("given").hasSize(2);
    }

    @Test
    void puzzlesOfSixHardlyEverShareAKind() {
        Task task = task("sudoku6");
        assertThat(new PuzzleMaker(task, task.levels(), false, 1).make(4000).stream().map(p -> task.key(p.question())).distinct().count())
                .isGreaterThan(3990);
    }
}
