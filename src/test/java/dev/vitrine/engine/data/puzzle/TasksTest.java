package dev.vitrine.engine.data.puzzle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Draws.Purpose;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.Batches;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered task promises. */
final class TasksTest {
    static Iterable<String> names() {
        return Tasks.REGISTRY.names();
    }

    private static Task task(String name) {
        return Tasks.REGISTRY.get(name);
    }

    private static List<Puzzle> puzzles(String name, boolean unseen, int count) {
        return new PuzzleMaker(task(name), task(name).levels(), unseen, 5).make(count);
    }

    @ParameterizedTest
    @MethodSource("names")
    void puzzlesHaveTheirLevelAndTheAnswerThatSolvingFinds(String name) {
        Task task = task(name);
        for (boolean unseen : new boolean[] {false, true}) {
            for (Puzzle p : puzzles(name, unseen, 100)) {
                assertThat(p.question()).hasSize(task.time());
                assertThat(p.answer()).isEqualTo(task.solve(p.question()));
                assertThat(p.level()).isEqualTo(task.level(p.question(), p.answer()))
                        .isBetween(task.levels().from(), task.levels().to());
                assertThat(Arrays.stream(p.question())).allMatch(id -> id >= 0 && id <= task.symbols().length());
                assertThat(Arrays.stream(p.answer())).allMatch(id -> id == Batches.IGNORED || id > 0 && id <= task.symbols().length());
                for (int i = 0; i < task.time(); i++) {
                    if (task.given(p.question()[i])) {
                        assertThat(p.answer()[i]).isEqualTo(p.question()[i]);
                    }
                    assertThat(p.question()[i] == Task.PAD || task.asks(p.question()[i])).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLevelOfTheUsualRangeIsMade(String name) {
        Task task = task(name);
        Set<Integer> levels = new TreeSet<>();
        puzzles(name, false, 1000).forEach(p -> levels.add(p.level()));
        assertThat(levels).hasSize(task.levels().count());
        for (int level : new int[] {task.levels().least(), task.levels().most()}) {
            Levels one = task.levels().within(level, level);
            assertThat(new PuzzleMaker(task, one, false, 3).make(3L).level()).isEqualTo(level);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void thePuzzleOfANumberDependsOnSeedPurposeAndNumberAlone(String name) {
        Task task = task(name);
        List<Puzzle> inOrder = puzzles(name, false, 20);
        PuzzleMaker maker = new PuzzleMaker(task, task.levels(), false, 5);
        for (int i = 19; i >= 0; i -= 3) {
            assertThat(maker.make((long) i).question()).isEqualTo(inOrder.get(i).question());
        }
        Set<String> distinct = new HashSet<>();
        inOrder.forEach(p -> distinct.add(Arrays.toString(p.question())));
        puzzles(name, true, 20).forEach(p -> distinct.add(Arrays.toString(p.question())));
        new PuzzleMaker(task, task.levels(), false, 6).make(20).forEach(p -> distinct.add(Arrays.toString(p.question())));
        assertThat(distinct).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("names")
    void noKindOfPuzzleIsBothTrainedOnAndUnseenWhateverTheSeed(String name) {
        Task task = task(name);
        Set<Long> trained = new HashSet<>();
        for (long seed = 1; seed <= 3; seed++) {
            new PuzzleMaker(task, task.levels(), false, seed).make(500).forEach(p -> trained.add(task.key(p.question())));
        }
        List<Puzzle> unseen = puzzles(name, true, 300);
        assertThat(unseen).noneMatch(p -> trained.contains(task.key(p.question())));
        assertThat(unseen).allMatch(p -> PuzzleMaker.unseen(task, p.question()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aVariationIsAPuzzleOfTheSameKindAndLevel(String name) {
        Task task = task(name);
        Augmentation augmentation = task.augmentation();
        Dice dice = new Dice(new Draws(1), Purpose.AUGMENTATION, 7);
        int[] tokens = new int[3 * task.time()];
        int[] targets = new int[tokens.length];
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Puzzle p = puzzles(name, false, 5).get(i % 5);
            augmentation.write(p, dice.start(i), tokens, targets, task.time());
            int[] question = Arrays.copyOfRange(tokens, task.time(), 2 * task.time());
            int[] answer = Arrays.copyOfRange(targets, task.time(), 2 * task.time());
            assertThat(task.solve(question)).isEqualTo(answer);
            assertThat(task.level(question, answer)).isEqualTo(p.level());
            assertThat(task.key(question)).isEqualTo(task.key(p.question()));
            distinct.add(Arrays.toString(question));
        }
        assertThat(Arrays.copyOf(tokens, task.time())).containsOnly(0);
        assertThat(Arrays.copyOfRange(tokens, 2 * task.time(), 3 * task.time())).containsOnly(0);
        assertThat(distinct).hasSizeGreaterThan(name.startsWith("sudoku") ? 150 : name.startsWith("maze") ? 20 : 4);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theRightAnswerAloneIsRight(String name) {
        Task task = task(name);
        for (Puzzle p : puzzles(name, true, 30)) {
            int[] answer = p.answer().clone();
            Verdict right = task.check(p, answer);
            assertThat(right.right()).isTrue();
            assertThat(right.energy()).isZero();
            for (int i = 0; i < answer.length; i++) {
                if (p.answer()[i] != Batches.IGNORED) {
                    answer[i] = p.answer()[i] == 1 ? 2 : 1;
                    Verdict wrong = task.check(p, answer);
                    assertThat(wrong.right()).isFalse();
                    assertThat(wrong.marks(task.time())[i]).isTrue();
                    answer[i] = p.answer()[i];
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void symbolsAreDistinctAndPositionsFillAGrid(String name) {
        Task task = task(name);
        assertThat(task.symbols().chars().distinct().count()).isEqualTo(task.symbols().length());
        assertThat(task.time() % task.width()).isZero();
        Levels levels = task.levels();
        assertThat(levels.least()).isLessThanOrEqualTo(levels.from());
        assertThat(levels.from()).isLessThanOrEqualTo(levels.to());
        assertThat(levels.to()).isLessThanOrEqualTo(levels.most());
        assertThat(levels.rank(levels.harder() ? levels.from() : levels.to())).isZero();
        assertThat(levels.rank(levels.harder() ? levels.to() : levels.from())).isEqualTo(levels.count() - 1);
    }

    @Test
    void levelsThatCannotBeMadeAreRefusedWithTheRange() {
        Levels clues = task("sudoku6").levels();
        assertThat(clues.within(0, 0)).isEqualTo(clues);
        assertThat(clues.within(10, 0)).isEqualTo(new Levels("clues", 9, 34, 10, 18, false));
        assertThat(clues.within(20, 0)).isEqualTo(new Levels("clues", 9, 34, 20, 20, false));
        assertThat(clues.within(0, 10)).isEqualTo(new Levels("clues", 9, 34, 10, 10, false));
        for (int[] wrong : new int[][] {{8, 0}, {0, 35}, {14, 13}, {0, 3}}) {
            assertThatThrownBy(() -> clues.within(wrong[0], wrong[1])).isInstanceOf(InputException.class)
                    .hasMessageContaining("from 9 to 34 clues").hasMessageContaining("12 to 18 is usual");
        }
    }

    @Test
    void rowsAreAnsweredAsByHand() {
        answered("xor", "0110100000000001", "0100111111111110");
        answered("xor", "1111", "1010____________");
        answered("sort", "3140", "0134____________");
        answered("reverse", "3141592653589793", "3979853562951413");
        answered("reverse", "12300", "00321___________");
        answered("modular", "1234567899999999", "________01234567");
        answered("pointer", "1bcdefghijklmnopa", "_bcdefghijklmnopa");
        answered("pointer", "3bcdefghijklmnopa", "_defghijklmnopabc");
        answered("pointer", "8aaaaaaaaaaaaaaaa", "_aaaaaaaaaaaaaaaa");
    }

    private static void answered(String name, String question, String answer) {
        assertThat(PuzzleText.written(task(name), PuzzleText.one(name, question).answer())).isEqualTo(answer);
    }

    @Test
    void pointersRunThroughAllPlacesInOneCycle() {
        for (Puzzle p : puzzles("pointer", false, 50)) {
            Set<Integer> places = new HashSet<>();
            int at = 1;
            for (int hop = 0; hop < 16; hop++) {
                at = 1 + p.question()[at] - 9;
                places.add(at);
            }
            assertThat(places).hasSize(16);
            assertThat(at).isEqualTo(1);
        }
    }
}
