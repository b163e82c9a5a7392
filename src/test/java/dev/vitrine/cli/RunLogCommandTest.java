package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.InputFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLogCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;

    private int train(String... more) {
        String[] arguments = Stream.concat(Stream.of("train"), Stream.of(more)).toArray(String[]::new);
        return Vitrine.commandLine("0").setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private static List<String> first(Path out) {
        return List.of("--preset", "start", "--set", "model.layers=1", "model.channels=16", "model.heads=2", "model.hidden=16",
                "model.context_length=8", "--steps", "20", "--log-every", "4", "--checkpoint-every", "6", "--out", out.toString());
    }

    private List<Integer> steps(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream().map(line -> InputFiles.json("a row", line).get("step").asInt()).toList();
    }

    private static List<String> events(Path run) throws IOException {
        return Files.readAllLines(run.resolve("log.jsonl")).stream().map(line -> InputFiles.json("an event", line))
                .map(e -> e.get("event").asText() + " " + e.get("step")).toList();
    }

    @Test
    void aRunLeavesItsMetricsAndItsLogInItsFolderAndGoesOnInThem() throws IOException {
        Path run = folder.resolve("run");
        assertThat(train(first(run).toArray(String[]::new))).as(err.toString()).isZero();
        assertThat(steps(run)).containsExactly(0, 4, 8, 12, 16, 19);
        assertThat(events(run)).contains("run started 0", "measured 0", "checkpoint written 6", "checkpoint written 12", "run stopped 20");
        List<String> whole = Files.readAllLines(run.resolve("metrics.csv")).stream().map(line -> line.substring(0, line.lastIndexOf(','))).toList();

        Files.delete(run.resolve("checkpoints").resolve("step-00000018.vitrine"));
        Files.delete(run.resolve("checkpoints").resolve("step-00000020.vitrine"));
        assertThat(train("--resume", run.toString(), "--log-every", "4", "--checkpoint-every", "6", "--log-level", "debug")).as(err.toString()).isZero();

        assertThat(Files.readAllLines(run.resolve("metrics.csv")).stream().map(line -> line.substring(0, line.lastIndexOf(',')))).isEqualTo(whole);
        assertThat(events(run)).endsWith("run resumed 12", "step 12", "step 16", "checkpoint written 18", "step 19", "checkpoint written 20", "run stopped 20");
    }

    @Test
    void aModelInOneFileHasNoFolderForThem() throws IOException {
        assertThat(train(first(folder.resolve("model.bin")).toArray(String[]::new))).as(err.toString()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("model.bin"));
        }
    }

    @Test
    void anUnknownLevelIsRefused() {
        assertThat(train("--preset", "start", "--log-level", "loud")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--log-level must be one of [off, error, warn, info, debug], got 'loud'");
    }
}
