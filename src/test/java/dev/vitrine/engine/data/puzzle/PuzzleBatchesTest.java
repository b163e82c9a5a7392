package dev.vitrine.engine.data.puzzle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.puzzle.PuzzleBatches.Showing;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PuzzleBatchesTest {
    private static final int BATCH = 8;

    static Iterable<String> names() {
        return Tasks.REGISTRY.names();
    }

    private static PuzzleBatches batches(String name, Showing showing, int puzzles) {
        Task task = Tasks.REGISTRY.get(name);
        return new PuzzleBatches(task, new PuzzleMaker(task, task.levels(), false, 1).make(puzzles), BATCH, puzzles, showing, 3, "stage");
    }

    private static int[][] filled(Batches batches, int step) {
        int[][] both = new int[2][batches.batchSize() * batches.time()];
        batches.fill(step, both[0], both[1]);
        return both;
    }

    @ParameterizedTest
    @MethodSource("names")
    void aBatchDependsOnItsStepAlone(String name) {
        PuzzleBatches batches = batches(name, new Showing(true, 0, false), 50);
        int[][] third = filled(batches, 3);
        filled(batches, 9);
        assertThat(filled(batches, 3)).isDeepEqualTo(third);
        assertThat(filled(batches(name, new Showing(true, 0, false), 50), 3)).isDeepEqualTo(third);
        assertThat(filled(batches, 4)[0]).isNotEqualTo(third[0]);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyRowIsAPuzzleWithItsAnswer(String name) {
        Task task = Tasks.REGISTRY.get(name);
        for (boolean augment : new boolean[] {true, false}) {
            PuzzleBatches batches = batches(name, new Showing(augment, 0, false), 50);
            for (int step = 0; step < 20; step++) {
                int[][] both = filled(batches, step);
                for (int row = 0; row < BATCH; row++) {
                    int[] question = Arrays.copyOfRange(both[0], row * task.time(), (row + 1) * task.time());
                    assertThat(Arrays.copyOfRange(both[1], row * task.time(), (row + 1) * task.time())).isEqualTo(task.solve(question));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void fillingAllocatesNothing(String name) {
        PuzzleBatches batches = batches(name, new Showing(true, 100, true), 50);
        int[] tokens = new int[BATCH * batches.time()];
        int[] targets = new int[tokens.length];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int step = 0; step < 100; step++) {
                batches.fill(step, tokens, targets);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(100);
    }

    @Test
    void aCurriculumOpensTheEasiestLevelFirstAndAllInTheEnd() {
        for (String name : List.of("sudoku6", "maze7", "pointer")) {
            Task task = Tasks.REGISTRY.get(name);
            PuzzleBatches batches = batches(name, new Showing(false, 60, false), 400);
            int easiest = task.levels().harder() ? task.levels().from() : task.levels().to();
            assertThat(levels(task, batches, 0)).containsExactly(easiest);
            int before = 0;
            for (int step = 0; step < 70; step++) {
                assertThat(batches.open(step)).isGreaterThanOrEqualTo(before);
                before = batches.open(step);
            }
            assertThat(batches.open(58)).isLessThan(400);
            assertThat(batches.open(59)).isEqualTo(400);
            Set<Integer> late = new HashSet<>();
            for (int step = 60; step < 160; step++) {
                late.addAll(levels(task, batches, step));
            }
            assertThat(late).hasSize(task.levels().count());
        }
    }

    private static Set<Integer> levels(Task task, PuzzleBatches batches, int step) {
        int[][] both = filled(batches, step);
        Set<Integer> levels = new HashSet<>();
        for (int row = 0; row < BATCH; row++) {
            levels.add(task.level(Arrays.copyOfRange(both[0], row * task.time(), (row + 1) * task.time()),
                    Arrays.copyOfRange(both[1], row * task.time(), (row + 1) * task.time())));
        }
        return levels;
    }

    @Test
    void measuringShowsEveryPuzzleOnceAsItIs() {
        Task task = Tasks.REGISTRY.get("pointer");
        List<Puzzle> puzzles = new PuzzleMaker(task, task.levels(), true, 1).make(19);
        PuzzleBatches batches = PuzzleBatches.measuring(task, puzzles, BATCH);
        assertThat(batches.evaluationBatches()).isEqualTo(3);
        int[] tokens = new int[BATCH * task.time()];
        int[] targets = new int[tokens.length];
        for (int i = 0; i < 3; i++) {
            Arrays.fill(tokens, 9);
            Arrays.fill(targets, 9);
            int rows = i < 2 ? BATCH : 3;
            assertThat(batches.fillEvaluation(i, tokens, targets)).isEqualTo(rows * 16L);
            for (int row = 0; row < BATCH; row++) {
                int[] question = Arrays.copyOfRange(tokens, row * task.time(), (row + 1) * task.time());
                int[] answer = Arrays.copyOfRange(targets, row * task.time(), (row + 1) * task.time());
                if (row < rows) {
                    assertThat(question).isEqualTo(puzzles.get(i * BATCH + row).question());
                    assertThat(answer).isEqualTo(puzzles.get(i * BATCH + row).answer());
                } else {
                    assertThat(question).containsOnly(Task.PAD);
                    assertThat(answer).containsOnly(Batches.IGNORED);
                }
            }
        }
        assertThat(batches.lossFloor()).isZero();
    }
}
