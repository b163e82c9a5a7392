package dev.vitrine.engine.data.puzzle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vitrine.engine.InputException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PuzzleTextTest {
    private static final String WANTED = "; write 16 characters, in one line or in 4 lines of 4: the digits 1 to 4, and . or 0 for a blank";

    static Iterable<String> names() {
        return Tasks.REGISTRY.names();
    }

    private static Task task(String name) {
        return Tasks.REGISTRY.get(name);
    }

    private static List<Puzzle> puzzles(String name) {
        return new PuzzleMaker(task(name), task(name).levels(), true, 2).make(20);
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsWrittenReadsBackTheSame(String name) {
        StringBuilder text = new StringBuilder();
        puzzles(name).forEach(p -> text.append(PuzzleText.line(task(name), p)).append("\r\n\n"));
        List<Puzzle> read = PuzzleText.parse(name, "x", text.toString());
        assertThat(read).usingRecursiveComparison().isEqualTo(puzzles(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPuzzleInLinesReadsAsInOne(String name) {
        Task task = task(name);
        for (Puzzle p : puzzles(name)) {
            String line = PuzzleText.written(task, p.question());
            StringBuilder grid = new StringBuilder("\n");
            for (int i = 0; i < line.length(); i += task.width()) {
                grid.append(line, i, i + task.width()).append('\n');
            }
            assertThat(PuzzleText.one(name, grid.toString())).usingRecursiveComparison().isEqualTo(p);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "1...\n..2.\n.3..\n...4", "1000 0020 0300 0004", "1 . . .\n. . 2 .\n\n. 3 . .\n. . . 4\n",
        "1 . | . .\n. . | 2 .\n----+----\n. 3 | . .\n. . | . 4", "┌──┬──┐\n│1.│..│\n│..│2.│\n├──┼──┤\n│.3│..│\n│..│.4│\n└──┴──┘",
        "1,0,0,0\n0,0,2,0\n0,3,0,0\n0,0,0,4", "  1_____2__3_____4  ", "1.....2..3.....4 1243342143122134", "1.....2..3.....4,1243342143122134",
        "1.....2..3.....4\t1243342143122134"})
    void oneSudokuIsWrittenInManyWays(String text) {
        assertThat(PuzzleText.written(task("sudoku4"), PuzzleText.one("sudoku4", text).answer())).isEqualTo("1243342143122134");
    }

    @Test
    void severalGridsFollowOneAnother() {
        String grid = "1...\n..2.\n.3..\n...4\n";
        assertThat(PuzzleText.parse("sudoku4", "", grid + "\n" + grid + "1.....2..3.....4\n" + grid)).hasSize(4);
    }

    @Test
    void theSpacesOfAMazeMayBeSpaces() {
        Puzzle dots = PuzzleText.one("maze5", "S....\n####.\n.....\n.####\n....G");
        for (String other : List.of("S    \n#### \n     \n ####\n    G", "S\n####\n\n ####\n    G\n\n", "S    ####       ####    G",
                "S....####.......####....G Soooo####ooooooo####ooooG", "S    ####       ####    G Soooo####ooooooo####ooooG")) {
            assertThat(PuzzleText.one("maze5", other)).usingRecursiveComparison().isEqualTo(dots);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "sudoku4 ~ hello world ~ 'h' cannot stand in a question of sudoku4",
        "sudoku4 ~ 12345 ~ '5' cannot stand in a question of sudoku4",
        "sudoku4 ~ 123 ~ a line of 3 cells is neither a whole sudoku4 (16) nor a row of one (4)",
        "sudoku4 ~ 1234\\n34.. ~ line 1: a grid of 4 lines is wanted, got 2",
        "sudoku4 ~ 1234\\n34..\\n1.....2..3.....4 ~ line 1: a grid of 4 lines is wanted, got 2",
        "sudoku4 ~ 1.....2..3.....4 12433421431221 ~ an answer of 16 symbols is wanted, got 14",
        "sudoku4 ~ 1.....2..3.....4 124334214312213x ~ 'x' cannot stand in an answer of sudoku4",
        "sudoku4 ~ \uD83D\uDE42 ~ '\uD83D\uDE42' cannot stand in a question of sudoku4",
        "sudoku4 ~ ~ there is no puzzle",
        "maze5 ~ S...o\\n####.\\n.....\\n.####\\n....G ~ line 1: 'o' cannot stand in a question of maze5",
        "maze5 ~ #######\\n#S...G#\\n ~ line 1: a line of 7 cells is neither a whole maze5 (25) nor a row of one (5); leave the outer wall out",
        "xor ~ 01101010101010101010 ~ at most 16 symbols are wanted, got 20",
        "xor ~ 0110 0100 1 ~ a question and, if it is known, a space and its answer are wanted, got 3 words",
        "xor ~ 012 ~ '2' cannot stand in a question of xor",
    })
    void whatIsNoPuzzleIsRefusedWithWhatIsWanted(String name, String text, String why) {
        refused(name, text == null ? "" : text.replace("\\n", "\n"), why, "; write ");
        if (name.equals("sudoku4")) {
            refused(name, text == null ? "" : text.replace("\\n", "\n"), why, WANTED);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "sudoku4 ~ 11............4. ~ the clues contradict each other: 1 stands twice in one row, at row 1, column 1 and at row 1, column 2; change one",
        "sudoku4 ~ 1...1........... ~ the clues contradict each other: 1 stands twice in one column, at row 1, column 1 and at row 2, column 1",
        "sudoku4 ~ 1....1.......... ~ the clues contradict each other: 1 stands twice in one box, at row 1, column 1 and at row 2, column 2",
        "sudoku4 ~ 12.............. ~ the Sudoku has more than one solution: row 1, column 3 may be",
        "sudoku4 ~ 123....4........ ~ the Sudoku has no solution: no two clues contradict each other, but",
        "sudoku4 ~ ................ ~ the Sudoku has more than one solution: row 1, column 1 may be 1 or another digit; give more clues",
        "sudoku4 ~ 1.....2..3.....4 1243342143122143 ~ the answer beside the question is not right: position 15 is 4 and must be 3; correct it",
        "maze5 ~ S####################...G ~ no way leads from S to G in this maze; open a wall between them",
        "maze5 ~ .####################...G ~ the maze has no start; put S where the way begins",
        "maze5 ~ S........................ ~ the maze has no goal; put G where the way ends",
        "maze5 ~ S.......................S ~ the maze has more than one start; leave one S and make the others blank",
        "maze5 ~ S.......................G ~ two ways from S to G are equally short (8 steps), and the answer must be one; close one of them with #",
        "modular ~ 1234 ~ a line of 4 cells is neither a whole modular (16) nor a row of one (8)",
        "modular ~ 1___________9999 ~ column 1 holds one digit alone",
        "pointer ~ abcdefghijklmnopa ~ the first character must be how many hops, 1 to 8",
        "pointer ~ 3bcd ~ place d must point to a place, a to p",
        "pointer ~ 3bcdefg9ijklmnopa ~ '9' cannot stand in a question of pointer",
        "sort ~ 12_45 ~ position 3 of 5 is empty; fill it",
    })
    void aPuzzleWithoutExactlyOneAnswerIsRefusedWithTheReason(String name, String text, String why) {
        refused(name, text, why, "");
    }

    private static void refused(String name, String text, String begin, String part) {
        assertThatThrownBy(() -> PuzzleText.one(name, text)).isInstanceOf(InputException.class)
                .hasMessageStartingWith(begin).hasMessageContaining(part);
    }

    @Test
    void aQuestionAloneNeedsNoAnswer() {
        assertThat(PuzzleText.question("sudoku4", "1 2 . .\n. . . .\n. . . .\n. . . 1")).startsWith(2, 3, 1, 1).hasSize(16).endsWith(1, 2);
        assertThatThrownBy(() -> PuzzleText.question("sudoku4", "hello")).hasMessageStartingWith("'h' cannot stand in a question of sudoku4");
    }

    @Test
    void aFileIsNamedWithTheLine() {
        assertThatThrownBy(() -> PuzzleText.parse("sudoku4", "my.txt", "1.....2..3.....4\n\n12..............\n"))
                .hasMessageStartingWith("my.txt, line 3: the Sudoku has more than one solution");
        assertThatThrownBy(() -> PuzzleText.parse("sudoku4", "my.txt", "12.............."))
                .hasMessageStartingWith("my.txt: the Sudoku has more than one solution");
        assertThatThrownBy(() -> PuzzleText.one("sudoku4", "1.....2..3.....4\n1.....2..3.....4")).hasMessage("one puzzle is wanted, got 2; leave one");
    }

    @Test
    void aSudokuThatNobodyCouldSearchThroughIsGivenUp() {
        String hopeless = ".....5.8....6.1.43..........1.5........1.6...3.......553.....61........4.........";
        assertThatThrownBy(() -> PuzzleText.one("sudoku9", hopeless)).isInstanceOf(InputException.class).hasMessageMatching(
                "(the Sudoku has no solution: |whether the Sudoku has one solution is not clear after \\d+ tries; ).*");
    }

    @ParameterizedTest
    @MethodSource("names")
    void anyTextIsReadOrRefusedInOneSentence(String name) {
        Random random = new Random(1);
        String symbols = task(name).symbols() + "._0 ,\n|-+ox9\uD83D\uDE42\t\"";
        List<String> lines = puzzles(name).stream().map(p -> PuzzleText.line(task(name), p)).toList();
        int read = 0;
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder(lines.get(random.nextInt(lines.size())));
            if (random.nextInt(3) == 0) {
                text.setLength(random.nextInt(text.length()));
            }
            for (int change = random.nextInt(6); change > 0 && !text.isEmpty(); change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.insert(at, symbols.charAt(random.nextInt(symbols.length())));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.setCharAt(at, symbols.charAt(random.nextInt(symbols.length())));
                }
            }
            String attempt = text.toString();
            Throwable thrown = catchThrowable(() -> PuzzleText.one(name, attempt));
            assertThat(thrown == null || thrown instanceof InputException).as("%s: %s", attempt, thrown).isTrue();
            if (thrown == null) {
                read++;
            } else {
                assertThat(thrown.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(400);
            }
        }
        assertThat(read).isGreaterThan(100);
    }
}
