package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** vitrine puzzle as a shell sees it. */
final class PuzzleCommandTest {
    private static final String BACKEND = System.getProperty("vitrine.backend");

    @TempDir private static Path shared;
    private static Path model;

    @TempDir private Path folder;

    private record Answer(int exit, List<String> out, List<String> err) {
        JsonNode json(int line) {
            return InputFiles.json("stdout", out.get(line));
        }

        void failedWith(int code, String sentence) {
            assertThat(err.getFirst()).startsWith(sentence);
            assertThat(out).isEmpty();
            assertThat(exit).isEqualTo(code);
        }
    }

    private static Answer vitrine(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Vitrine.commandLine("1.2.3").setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Answer(line.execute(arguments), out.toString().lines().toList(), err.toString().lines().toList());
    }

    private static Answer puzzle(String... arguments) {
        List<String> all = new ArrayList<>(List.of("puzzle"));
        all.addAll(Arrays.asList(arguments));
        return vitrine(all.toArray(String[]::new));
    }

    /** A small Transformer that has seen some Sudokus. */
    @BeforeAll
    static void train() {
        model = shared.resolve("model");
        Answer trained = vitrine("train", "--preset", "start", "--backend", BACKEND, "--steps", "30", "--json", "--out", model.toString(),
                "--set", "tokenizer=symbols", "stages.0.format=puzzles", "stages.0.data=sudoku4", "stages.0.validation_fraction=0",
                "stages.0.puzzle.train=200", "stages.0.puzzle.unseen=20", "stages.0.batch_size=8", "model.attention.causal=false",
                "model.context_length=16", "model.channels=16", "model.heads=2", "model.hidden=32");
        assertThat(trained.err()).isEmpty();
        assertThat(trained.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hrm", "looped"})
    void aModelThinksInAsManySegmentsAsItWasTrainedWith(String type) {
        Path thinker = folder.resolve(type);
        assertThat(vitrine("train", "--preset", "sudoku4", "--backend", BACKEND, "--steps", "2", "--json", "--out", thinker.toString(),
                "--set", "model.type=" + type, "supervision.first_segments=2", "supervision.segments=3", "model.channels=16", "model.heads=2",
                "model.hidden=32", "model.layers=2", "stages.0.puzzle.train=40", "stages.0.puzzle.unseen=4").exit()).isZero();
        Path data = folder.resolve("unseen.txt");
        puzzle("generate", "--task", "sudoku4", "--count", "3", "--out", data.toString());

        String[] evaluate = {"evaluate", "--model", thinker.toString(), "--data", data.toString(), "--backend", BACKEND, "--json"};
        assertThat(puzzle(evaluate).json(0).get("exact_by_segment")).hasSize(3);
        String[] longer = Arrays.copyOf(evaluate, evaluate.length + 2);
        longer[evaluate.length] = "--segments";
        longer[evaluate.length + 1] = "5";
        assertThat(puzzle(longer).json(0).get("exact_by_segment")).hasSize(5);
        assertThat(puzzle("solve", "--task", "sudoku4", "--data", data.toString(), "--model", thinker.toString(), "--backend", BACKEND, "--json")
                .json(0).get("answers")).hasSize(3);
    }

    @Test
    void theSameSeedMakesTheSamePuzzlesAndEachIsOneLine() {
        Answer one = puzzle("generate", "--task", "sudoku6", "--count", "5", "--seed", "7");
        assertThat(one.exit()).isZero();
        assertThat(one.out()).hasSize(5).allMatch(line -> line.matches("[.1-6]{36} [1-6]{36}"));
        assertThat(puzzle("generate", "--task", "sudoku6", "--count", "5", "--seed", "7").out()).isEqualTo(one.out());
        assertThat(puzzle("generate", "--task", "sudoku6", "--count", "5", "--seed", "8").out()).doesNotContainAnyElementsOf(one.out());
    }

    @Test
    void levelsAreKept() {
        Answer hard = puzzle("generate", "--task", "sudoku6", "--count", "4", "--min-level", "11", "--max-level", "11", "--json");
        for (int i = 0; i < 4; i++) {
            assertThat(hard.json(i).get("level").asInt()).isEqualTo(11);
            assertThat(hard.json(i).get("question").asText().replace(".", "")).hasSize(11);
        }
        puzzle("generate", "--task", "sudoku6", "--min-level", "4").failedWith(1, "min_level and max_level must be from 9 to 34 clues");
    }

    @Test
    void filesAreWrittenSolvedAndMeasured() throws IOException {
        Path text = folder.resolve("p.txt");
        Path table = folder.resolve("p.csv");
        assertThat(puzzle("generate", "--task", "sudoku4", "--count", "70", "--out", text.toString()).out())
                .containsExactly("70 puzzles of sudoku4 in " + text);
        Answer json = puzzle("generate", "--task", "sudoku4", "--count", "70", "--out", table.toString(), "--json");
        assertThat(json.json(0).get("puzzles").asInt()).isEqualTo(70);
        assertThat(Files.readAllLines(text)).hasSize(70);
        assertThat(Files.readAllLines(table)).hasSize(71).startsWith("puzzle,solution");

        Answer solved = puzzle("solve", "--task", "sudoku4", "--data", text.toString(), "--json");
        List<String> lines = Files.readAllLines(text);
        for (int i = 0; i < 70; i++) {
            assertThat(solved.json(i).get("question").asText() + " " + solved.json(i).get("answer").asText()).isEqualTo(lines.get(i));
        }

        JsonNode measured = puzzle("evaluate", "--model", model.toString(), "--data", text.toString(), "--backend", BACKEND, "--json").json(0);
        assertThat(measured.get("task").asText()).isEqualTo("sudoku4");
        assertThat(measured.get("puzzles").asInt()).isEqualTo(70);
        assertThat(measured.get("of_unseen_kind").asInt()).isEqualTo(70);
        assertThat(measured.get("exact_by_segment").size()).isEqualTo(1);
        assertThat(measured.get("exact_by_segment").get(0)).isEqualTo(measured.get("exact_accuracy"));
        assertThat(measured.get("cpu_seconds").asDouble()).isPositive();

        Answer answered = puzzle("solve", "--task", "sudoku4", "--data", text.toString(), "--model", model.toString(), "--backend", BACKEND, "--json");
        int right = 0;
        int exact = 0;
        for (int i = 0; i < 70; i++) {
            JsonNode answer = answered.json(i).get("answers").get(0);
            String said = answer.get("answer").asText();
            String wanted = answered.json(i).get("answer").asText();
            for (int c = 0; c < 16; c++) {
                right += said.charAt(c) == wanted.charAt(c) ? 1 : 0;
            }
            exact += said.equals(wanted) ? 1 : 0;
            assertThat(answer.get("right").asBoolean()).isEqualTo(said.equals(wanted));
        }
        assertThat(measured.get("accuracy").asDouble()).isEqualTo(right / (70 * 16.0));
        assertThat(measured.get("exact_accuracy").asDouble()).isEqualTo(exact / 70.0);
        Answer byTable = puzzle("evaluate", "--model", model.toString(), "--data", table.toString(), "--backend", BACKEND);
        assertThat(byTable.out().getFirst()).contains("of 70 puzzles of sudoku4 right");
    }

    @Test
    void onePuzzleIsSolvedOnTheCommandLine() {
        assertThat(puzzle("solve", "--task", "sudoku4", "--puzzle", "1... ..2. .3.. ...4").out()).containsExactly("1243", "3421", "4312", "2134");
        assertThat(puzzle("solve", "--task", "maze5", "--puzzle", "S....\n####.\n.....\n.####\n....G").out())
                .containsExactly("Soooo", "####o", "ooooo", "o####", "ooooG");
        Answer thought = puzzle("solve", "--task", "sudoku4", "--puzzle", "1.....2..3.....4", "--model", model.toString(), "--backend", BACKEND);
        assertThat(thought.out()).hasSize(5);
        assertThat(thought.out().getFirst()).matches("answer: (right|wrong, energy \\d+)");
    }

    @Test
    void whatCannotBeSolvedIsRefusedInASentence() {
        puzzle("solve", "--task", "sudoku4", "--puzzle", "hello").failedWith(1, "'h' cannot stand in a question of sudoku4; write 16 characters");
        puzzle("solve", "--task", "sudoku4", "--puzzle", "................").failedWith(1, "the Sudoku has more than one solution: row 1, column 1");
        puzzle("solve", "--task", "sudoku4", "--puzzle", "123....4........").failedWith(1, "the Sudoku has no solution");
        puzzle("solve", "--task", "maze5", "--puzzle", "S".repeat(25)).failedWith(1, "the maze has more than one start");
        puzzle("solve", "--task", "sudoku5", "--puzzle", "1").failedWith(2, "--task: unknown task 'sudoku5'; choose one of [sudoku4, sudoku6");
        puzzle("solve", "--task", "sudoku4").failedWith(2, "Error: Missing required argument");
        puzzle("generate", "--task", "xor", "--count", "0").failedWith(2, "--count must be at least 1, got 0");
        puzzle("generate", "--task", "xor", "--out", "x.json").failedWith(2, "--out must end in .txt or .csv, got x.json");
        puzzle("generate", "--task", "xor", "--out", folder.resolve("no/x.txt").toString()).failedWith(1, folder.resolve("no/x.txt") + " cannot be written");
        puzzle().failedWith(2, "a command is missing: say what to do");
    }

    @Test
    void aModelOfAnotherTaskIsRefused() throws IOException {
        Path mazes = Files.writeString(folder.resolve("m.txt"), "S....####.......####....G\n");
        puzzle("evaluate", "--model", model.toString(), "--data", mazes.toString()).failedWith(1, mazes + ": 'S' cannot stand in a question of sudoku4");
        puzzle("evaluate", "--model", model.toString(), "--data", mazes.toString(), "--task", "maze5")
                .failedWith(1, "the model in " + model + " is not for maze5, which has the symbols '# SGo' and 25 positions: it has the symbols '.1234'");
        puzzle("solve", "--task", "sudoku6", "--puzzle", "hello", "--model", model.toString()).failedWith(1, "'h' cannot stand");
    }
}
