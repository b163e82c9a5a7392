package dev.vitrine.engine.data.puzzle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MazeTest {
    private static Task task(int width) {
        return Tasks.REGISTRY.get("maze" + width);
    }

    private static Iterable<Puzzle> puzzles(int width) {
        return new PuzzleMaker(task(width), task(width).levels(), false, 4).make(100);
    }

    private static boolean touch(int a, int b, int width) {
        return Math.abs(a / width - b / width) + Math.abs(a % width - b % width) == 1;
    }

    /** A tree: all open cells hang together, and there is one join less than cells. */
    @ParameterizedTest
    @ValueSource(ints = {5, 7, 9})
    void mazesArePerfect(int width) {
        for (Puzzle p : puzzles(width)) {
            int[] open = IntStream.range(0, width * width).filter(i -> p.question()[i] != Maze.WALL).toArray();
            int joins = 0;
            Set<Integer> reached = new HashSet<>(Set.of(open[0]));
            for (int round = 0; round < open.length; round++) {
                for (int a : open) {
                    for (int b : open) {
                        if (reached.contains(a) && touch(a, b, width)) {
                            reached.add(b);
                        }
                    }
                }
            }
            for (int a : open) {
                for (int b : open) {
                    joins += a < b && touch(a, b, width) ? 1 : 0;
                }
            }
            assertThat(reached).hasSize(open.length);
            assertThat(joins).isEqualTo(open.length - 1);
            int rooms = (width + 1) / 2;
            assertThat(open).hasSize(2 * rooms * rooms - 1);
        }
    }

    /** Closing dead ends again and again leaves the way alone. */
    @ParameterizedTest
    @ValueSource(ints = {5, 7, 9})
    void theAnswerIsTheWayThatIsLeftWhenDeadEndsAreClosed(int width) {
        for (Puzzle p : puzzles(width)) {
            int[] maze = p.question().clone();
            boolean closed = true;
            while (closed) {
                closed = false;
                for (int cell = 0; cell < maze.length; cell++) {
                    int open = 0;
                    for (int other = 0; other < maze.length; other++) {
                        open += maze[other] != Maze.WALL && touch(cell, other, width) ? 1 : 0;
                    }
                    if (maze[cell] == Maze.SPACE && open < 2) {
                        maze[cell] = Maze.WALL;
                        closed = true;
                    }
                }
            }
            int steps = 1;
            for (int cell = 0; cell < maze.length; cell++) {
                assertThat(p.answer()[cell] == Maze.WAY).isEqualTo(maze[cell] == Maze.SPACE);
                steps += maze[cell] == Maze.SPACE ? 1 : 0;
            }
            assertThat(p.level()).isEqualTo(steps);
        }
    }

    @Test
    void whatIsWrongWithAWayIsTold() {
        Task task = task(5);
        Puzzle p = PuzzleText.one("maze5", "S....\n####.\n.....\n.####\n....G");
        assertThat(PuzzleText.written(task, p.answer())).isEqualTo("Soooo" + "####o" + "ooooo" + "o####" + "ooooG");
        assertThat(p.level()).isEqualTo(16);
        int[] answer = p.answer().clone();
        answer[1] = Maze.SPACE;
        answer[5] = Maze.WAY;
        Verdict verdict = task.check(p, answer);
        assertThat(verdict.energy()).isEqualTo(2);
        assertThat(verdict.broken().stream().map(Verdict.Broken::rule)).containsExactly("gap", "given");
        Puzzle open = PuzzleText.one("maze5", "SG...\n####.\n.....\n.####\n.....");
        int[] astray = open.answer().clone();
        astray[2] = Maze.WAY;
        assertThat(task.check(open, astray).broken().getFirst().rule()).isEqualTo("astray");
    }

    @Test
    void startAndGoalExchangedAreOfOneKind() {
        Task task = task(7);
        for (Puzzle p : puzzles(7)) {
            int[] exchanged = Arrays.stream(p.question()).map(id -> id == Maze.START ? Maze.GOAL : id == Maze.GOAL ? Maze.START : id).toArray();
            assertThat(task.key(exchanged)).isEqualTo(task.key(p.question()));
            assertThat(task.level(exchanged, task.solve(exchanged))).isEqualTo(p.level());
        }
    }
}
