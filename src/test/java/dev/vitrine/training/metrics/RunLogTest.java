package dev.vitrine.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.engine.InputException;
import dev.vitrine.engine.InputFiles;
import dev.vitrine.engine.checkpoint.CheckpointException;
import dev.vitrine.training.Run;
import dev.vitrine.training.RunConfig;
import dev.vitrine.training.RunConfigs;
import dev.vitrine.training.RunData;
import dev.vitrine.training.RunFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLogTest {
    private static final RunConfig CONFIG = RunConfigs.set(RunConfigs.preset("start"), "model.layers=1", "model.channels=16", "model.heads=2",
            "model.hidden=16", "model.context_length=8", "stages.0.batch_size=2", "stages.0.steps=40", "validate_every=7", "stages.0.name=a, \"b\"");
    private static final RunData DATA = RunData.load(CONFIG);
    private static final int EVERY = 5;
    private static final int END = 30;
    private static final int MIDDLE = 18;
    /** Logged, measured, or the last. */
    private static final Integer[] STEPS = {0, 5, 7, 10, 14, 15, 20, 21, 25, 28, 29};

    private final List<String> told = new ArrayList<>();
    @TempDir private Path folder;

    private static void train(Run run, int end, RunLog log) {
        for (int step = run.step(); step < end; step++) {
            run.goTo(step + 1, 0);
            run.runToTarget();
            log.step(step, step % EVERY == 0 || step == END - 1);
        }
    }

    private RunLog open(Run run) {
        return RunLog.open(folder, LogLevel.INFO, run, END, told::add);
    }

    /** Returns a checkpoint of the last state. */
    private Path trained(int end) {
        try (Run run = new Run(CONFIG, DATA, 1, 0); RunLog log = open(run)) {
            train(run, end, log);
            Path checkpoint = folder.resolve("checkpoint" + RunFile.EXTENSION);
            RunFile.write(checkpoint, new RunFile.Contents(CONFIG, DATA, Map.of("gpt", run.state(false)), "", ""));
            return checkpoint;
        }
    }

    private void goOn(Path checkpoint, int end) {
        RunFile.Contents read = RunFile.read(checkpoint);
        try (Run run = new Run(read.config(), read.data(), 1, 0, read.state()); RunLog log = open(run)) {
            train(run, end, log);
        }
    }

    private List<String> csv() throws IOException {
        return Files.readAllLines(folder.resolve("metrics.csv"));
    }

    private List<JsonNode> json(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name)).stream().map(line -> InputFiles.json(name, line)).toList();
    }

    private Path events() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(f -> f.getFileName().toString().startsWith("events.out.tfevents.")).toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    /** Of every record, whose sums are checked. */
    private List<Integer> eventSteps() throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(events())).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> steps = new ArrayList<>();
        while (in.hasRemaining()) {
            int length = (int) in.getLong();
            assertThat(in.getInt()).isEqualTo(EventRecord.crc(in.array(), in.position() - 12, 8));
            byte[] message = new byte[length];
            in.get(message);
            assertThat(in.getInt()).isEqualTo(EventRecord.crc(message, 0, length));
            steps.add(EventRecord.step(message));
        }
        assertThat(steps.removeFirst()).as("the version").isEqualTo(-1);
        return steps;
    }

    private void hasEveryRowOnce() throws IOException {
        assertThat(json("metrics.jsonl").stream().map(row -> row.get("step").asInt())).containsExactly(STEPS);
        assertThat(csv().stream().skip(1).map(line -> Integer.parseInt(line.split(",")[0]))).containsExactly(STEPS);
        assertThat(eventSteps()).containsExactly(STEPS);
    }

    @Test
    void eachLoggedOrMeasuredStepHasARowWithTheNumbersOfTheHistory() throws IOException {
        try (Run run = new Run(CONFIG, DATA, 1, 0); RunLog log = open(run)) {
            train(run, END, log);
            hasEveryRowOnce();
            assertThat(csv().getFirst()).isEqualTo("step,stage,loss,validation_loss,exact_accuracy,learning_rate,grad_norm,tokens_per_second");
            for (int i = 0; i < STEPS.length; i++) {
                int step = STEPS[i];
                JsonNode row = json("metrics.jsonl").get(i);
                assertThat((float) row.get("loss").asDouble()).isEqualTo(run.history().loss().at(step));
                assertThat((float) row.get("learning_rate").asDouble()).isEqualTo(run.history().learningRate().at(step));
                assertThat((float) row.get("grad_norm").asDouble()).isEqualTo(run.history().gradNorm().at(step));
                assertThat(row.get("validation_loss").isNumber()).isEqualTo(step % 7 == 0);
                assertThat(row.get("exact_accuracy").isNull()).isTrue();
                assertThat(row.get("stage").asText()).isEqualTo("a, \"b\"");
                assertThat(csv().get(i + 1)).startsWith(step + ",\"a, \"\"b\"\"\"," + Digits.of(run.history().loss().at(step)) + ",");
            }
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aRunThatGoesOnHasTheRowsOfOneThatWasNeverInterrupted() throws IOException {
        trained(END);
        List<String> whole = csv().stream().map(RunLogTest::withoutSpeed).toList();
        Path middle = trained(MIDDLE);
        goOn(middle, 26);   // and is interrupted again, after rows that will be worked anew
        goOn(middle, END);
        hasEveryRowOnce();
        assertThat(csv().stream().map(RunLogTest::withoutSpeed)).containsExactlyElementsOf(whole);
        assertThat(json("log.jsonl").stream().map(e -> e.get("event").asText()).filter(e -> e.startsWith("run")))
                .containsExactly("run started", "run started", "run resumed", "run resumed");
    }

    private static String withoutSpeed(String line) {
        return line.substring(0, line.lastIndexOf(','));
    }

    /** Killed in the middle of a write: whole rows before the state stay, half of one goes. */
    @Test
    void halfOfARowIsCutWhereverItEnds() throws IOException {
        Path middle = trained(MIDDLE);
        byte[] csv = Files.readAllBytes(folder.resolve("metrics.csv"));
        byte[] json = Files.readAllBytes(folder.resolve("metrics.jsonl"));
        byte[] log = Files.readAllBytes(folder.resolve("log.jsonl"));
        byte[] events = Files.readAllBytes(events());
        SplittableRandom random = new SplittableRandom(3);
        List<Integer> steps = Arrays.asList(STEPS);
        for (int i = 0; i < 40; i++) {
            Files.write(folder.resolve("metrics.csv"), cut(csv, random));
            Files.write(folder.resolve("metrics.jsonl"), cut(json, random));
            Files.write(folder.resolve("log.jsonl"), cut(log, random));
            Files.write(events(), cut(events, random));
            goOn(middle, 22);
            for (List<Integer> kept : List.of(csv().stream().skip(1).map(line -> Integer.parseInt(line.split(",")[0])).toList(),
                    json("metrics.jsonl").stream().map(row -> row.get("step").asInt()).toList(), eventSteps())) {
                assertThat(kept).endsWith(20, 21).isSorted().doesNotHaveDuplicates();
                assertThat(steps).containsAll(kept);
            }
            assertThat(json("log.jsonl").getLast().get("event").asText()).isEqualTo("measured");
        }
    }

    private static byte[] cut(byte[] bytes, SplittableRandom random) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    @Test
    void anotherRunInTheFolderBeginsItsMetricsAnew() throws IOException {
        trained(END);
        trained(6);
        assertThat(json("metrics.jsonl").stream().map(row -> row.get("step").asInt())).containsExactly(0, 5);
        assertThat(eventSteps()).containsExactly(0, 5);
    }

    @Test
    void theLogHasTheEventsOfItsLevel() throws IOException {
        try (Run run = new Run(CONFIG, DATA, 1, 0); RunLog log = RunLog.open(folder, LogLevel.DEBUG, run, END, told::add)) {
            train(run, 8, log);
            log.stopped("it was interrupted");
        }
        List<JsonNode> events = json("log.jsonl");
        assertThat(events.stream().map(e -> e.get("event").asText() + " " + e.get("step")))
                .containsExactly("run started 0", "step 0", "measured 0", "step 5", "step 7", "measured 7", "run stopped 8");
        assertThat(events.getFirst().get("parameters").isIntegralNumber()).isTrue();
        assertThat(events.get(2).get("validation_loss").isNumber()).isTrue();
        assertThat(events.getLast().get("why").asText()).isEqualTo("it was interrupted");
        Files.delete(folder.resolve("log.jsonl"));
        try (Run run = new Run(CONFIG, DATA, 1, 0); RunLog log = RunLog.open(folder, LogLevel.ERROR, run, END, told::add)) {
            train(run, 8, log);
            log.failed(new InputException("the file is not there"));
            log.failed(new IllegalStateException("a defect"));
        }
        List<JsonNode> errors = json("log.jsonl");
        assertThat(errors.stream().map(e -> e.get("level").asText() + ": " + e.get("event").asText() + ": " + e.get("error").asText()))
                .containsExactly("error: run failed: the file is not there", "error: run failed: java.lang.IllegalStateException: a defect");
        assertThat(errors.getFirst().has("trace")).isFalse();
        assertThat(errors.getLast().get("trace").get(0).asText()).contains("RunLogTest");
    }

    @Test
    void aFileThatCannotBeWrittenAnyMoreIsToldOfOnceAndTheRunGoesOn() {
        MetricFile full = new MetricFile() {
            @Override
            public void row(MetricRow row) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }

            @Override
            public String toString() {
                return "metrics.csv";
            }
        };
        List<Integer> others = new ArrayList<>();
        MetricFile good = new MetricFile() {
            @Override
            public void row(MetricRow row) {
                others.add(row.step());
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        try (Run run = new Run(CONFIG, DATA, 1, 0); RunLog log = new RunLog(run, List.of(full, good), told::add)) {
            train(run, END, log);
        }
        assertThat(told).containsExactly("metrics.csv cannot be written any more (No space left on device) and ends at step 1");
        assertThat(others).containsExactly(STEPS);
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedInASentence() throws IOException {
        Files.createDirectory(folder.resolve("metrics.csv"));
        try (Run run = new Run(CONFIG, DATA, 1, 0)) {
            assertThatThrownBy(() -> open(run)).isInstanceOf(CheckpointException.class)
                    .hasMessage(folder.resolve("metrics.csv") + " is a folder; give the path of a file to write");
        }
    }

    @Test
    void namesOfLevelsAreThoseOfTheCommandLine() {
        assertThat(LogLevel.names()).containsExactly("off", "error", "warn", "info", "debug");
        IntStream.range(0, 5).forEach(i -> assertThat(LogLevel.of(LogLevel.names().get(i))).isEqualTo(LogLevel.values()[i]));
        assertThatThrownBy(() -> LogLevel.of("loud")).hasMessage("unknown log level 'loud'; choose one of [off, error, warn, info, debug]");
    }
}
