package dev.vitrine.engine.data.puzzle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PuzzleFilesTest {
    private static final String QUESTION = "1.....2..3.....4";
    private static final String ANSWER = "1243342143122134";

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private void reads(String name, String content, int puzzles) throws IOException {
        List<Puzzle> read = PuzzleFiles.read("sudoku4", file(name, content));
        assertThat(read).hasSize(puzzles);
        for (Puzzle p : read) {
            assertThat(PuzzleText.line(Tasks.REGISTRY.get("sudoku4"), p)).isEqualTo(QUESTION + " " + ANSWER);
        }
    }

    @Test
    void textAndTablesAreRead() throws IOException {
        reads("a.txt", QUESTION + "\n" + QUESTION + " " + ANSWER + "\n", 2);
        reads("a.csv", "puzzle,solution\n" + QUESTION + "," + ANSWER + "\n", 1);
        reads("b.csv", QUESTION + "," + ANSWER + "\n" + QUESTION.replace('.', '0') + "\n", 2);
        reads("c.csv", "quizzes,solutions\r\n\"" + QUESTION + "\",\"" + ANSWER + "\"\r\n", 1);
        reads("D.CSV", "source,question,answer,rating\nmine," + QUESTION + "," + ANSWER + ",7\nyours," + QUESTION + "," + ANSWER + ",9\n", 2);
        reads("e.csv", "\uFEFFpuzzle\n" + QUESTION + "\n", 1);
    }

    @Test
    void mazesAreReadFromTables() throws IOException {
        assertThat(PuzzleFiles.read("maze5", file("m.csv", "puzzle,solution\nS....####.......####....G,Soooo####ooooooo####ooooG\n")))
                .hasSize(1);
    }

    private void refused(String name, String content, String why) throws IOException {
        Path file = file(name, content);
        assertThatThrownBy(() -> PuzzleFiles.read("sudoku4", file)).isInstanceOf(InputException.class).hasMessageStartingWith(file + why);
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        refused("a.json", "[]", " is not a kind of file that is read; give a .txt file (one puzzle a line) or a .csv file (puzzle,solution)");
        refused("a.txt", "\n\n", ": there is no puzzle; write 16 characters");
        refused("a.csv", "", ": there is no puzzle; write 16 characters");
        refused("b.csv", "puzzle,solution\n" + QUESTION + "," + ANSWER + "\n12..,\n", ", line 3: a grid of 4 lines is wanted, got 1");
        refused("c.csv", "grid,solution\n" + QUESTION + "," + ANSWER, ": no column is named puzzle; name one so, beside solution");
        assertThatThrownBy(() -> PuzzleFiles.read("sudoku4", folder.resolve("none.txt"))).hasMessageStartingWith("there is no file ");
        assertThatThrownBy(() -> PuzzleFiles.read("sudoku4", folder)).hasMessageContaining("is a folder");
    }

    @Test
    void theTaskIsFoundWhereOnlyOneFits() throws IOException {
        List<String> mazes = List.of("maze5", "maze7", "maze9");
        Path maze = file("m.txt", PuzzleText.line(Tasks.REGISTRY.get("maze7"), new PuzzleMaker(Tasks.REGISTRY.get("maze7"),
                Tasks.REGISTRY.get("maze7").levels(), true, 1).make(0L)));
        assertThat(PuzzleFiles.read(mazes, maze).task()).isEqualTo("maze7");
        Path digits = file("d.txt", "3141592653589793\n");
        assertThatThrownBy(() -> PuzzleFiles.read(List.of("sort", "reverse", "modular"), digits))
                .hasMessage(digits + " may hold puzzles of sort or reverse or modular; say which");
        Path reversed = file("r.txt", "3141592653589793 3979853562951413\n");
        assertThat(PuzzleFiles.read(List.of("sort", "reverse", "modular"), reversed).task()).isEqualTo("reverse");
        Path none = file("n.txt", "abc\n");
        assertThatThrownBy(() -> PuzzleFiles.read(mazes, none)).hasMessageContaining("'a' cannot stand in a question of maze5");
    }
}
