package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.checkpoint.CheckpointException;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.optim.Optimizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RunFileTest {
    private static final int MIDDLE = 23;   // in the second stage, in mid-epoch

    @TempDir
    private Path folder;

    private Path save(Run run, boolean whole) {
        Path file = folder.resolve("run" + RunFile.EXTENSION);
        RunFile.write(file, contents(run, whole));
        return file;
    }

    private static RunFile.Contents contents(Run run, boolean whole) {
        return new RunFile.Contents(run.config(), run.data(), Map.of(run.config().model().type(), run.state(whole)), "ice", "a note");
    }

    private static Run open(Path file, int threads) {
        RunFile.Contents read = RunFile.read(file);
        return new Run(read.config(), read.data(), threads, Small.ROOM, read.state());
    }

    private static Stream<Arguments> configs() {
        Stream<Arguments> types = Models.REGISTRY.names().stream().map(type -> Arguments.of("type " + type, Small.config(type)));
        Stream<Arguments> optimizers = Optimizers.REGISTRY.names().stream().map(kind -> Arguments.of(kind, gpt("optimizer.kind=" + kind)));
        Stream<Arguments> others = Stream.of("model.dropout.residual=0.2", "update.ema_decay=0.9", "update.accumulate=2", "memory.precision=fp16",
                "memory.precision=bf16", "model.dropout.attention=0.2", "model.dropout.depth=0.2")
                .map(change -> Arguments.of(change, gpt(change)));
        return Stream.of(types, optimizers, others).flatMap(s -> s);
    }

    private static RunConfig gpt(String... changes) {
        return RunConfigs.set(Small.config("gpt"), changes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configs")
    void aRunThatIsSavedAndOpenedGoesOnWithTheSameBits(String name, RunConfig config) {
        long[] undisturbed = Small.hashes(config);
        try (Run run = Small.at(Small.run(config), MIDDLE, 0)) {
            Path file = save(run, false);
            try (Run opened = open(file, 2)) {
                assertThat(opened.step()).isEqualTo(MIDDLE);
                assertThat(opened.newest()).isEqualTo(MIDDLE);
                Small.at(opened, MIDDLE + 1);
                assertThat(opened.history().hash(MIDDLE + 1)).as("the next step").isEqualTo(undisturbed[MIDDLE + 1]);
                Small.at(opened, Small.TOTAL);
                assertThat(opened.history().hashes()).isEqualTo(undisturbed);
                Small.at(opened, 3);
                Small.at(opened, 31);
            }
        }
    }

    @Test
    void theWholeTimelineComesBack() {
        RunConfig config = Small.config("gpt");
        try (Run run = Small.at(Small.run(config), 37)) {
            run.setPeakLearningRate(0.02f);
            Small.at(run, Small.TOTAL);
            Small.at(run, 20);
            RunFile.Contents read = RunFile.read(save(run, true));
            assertThat(read.probe()).isEqualTo("ice");
            assertThat(read.notes()).isEqualTo("a note");
            assertThat(read.config()).isEqualTo(config);
            assertThat(read.data().texts()).isEqualTo(run.data().texts());
            assertThat(read.state().keyframes()).containsOnlyKeys(0, 8, 16, 20, 24, 32, 40);
            try (Run opened = new Run(read.config(), read.data(), 1, Small.ROOM, read.state())) {
                assertThat(opened.step()).isEqualTo(20);
                assertThat(opened.newest()).isEqualTo(Small.TOTAL);
                assertThat(opened.history().hashes()).isEqualTo(run.history().hashes());
                run.history().series().forEach((name, series) ->
                        assertThat(opened.history().series().get(name).rows()).as(name).isEqualTo(series.rows()));
                for (int state : new int[] {40, 13, 38, 0}) {
                    assertThat(Small.weights(Small.at(opened, state))).isEqualTo(Small.weights(Small.at(run, state)));
                }
                assertThat(opened.learningRate()).isEqualTo(run.learningRate());
            }
        }
    }

    @Test
    void theBestWeightsComeBack() {
        RunConfig config = gpt("stages.0.validation_fraction=0.2", "stages.1.validation_fraction=0.2", "validate_every=2", "stopping.keep_best=true");
        try (Run run = Small.at(Small.run(config), 13, 1)) {
            int best = run.result().state();
            try (Run opened = open(save(run, false), 1)) {
                assertThat(opened.result().state()).isEqualTo(best);
                run.model().parameters().forEach(p -> assertThat(opened.result().weights().of(opened.model().parameters().get(p.name())).data)
                        .isEqualTo(run.result().weights().of(p).data));
            }
        }
    }

    @Test
    void puzzlesAndWhatIsGoneOnWithComeBack() {
        for (String preset : new String[] {"sudoku4", "xor16"}) {
            RunConfig config = RunConfigs.set(RunConfigs.preset(preset), "model.channels=16", "model.heads=2", "model.hidden=24", "stages.0.steps=12",
                    "stages.0.batch_size=8", "stages.0.puzzle.train=40", "stages.0.puzzle.unseen=8");
            try (Run run = new Run(config, RunData.load(config), 1, Small.ROOM)) {
                Small.at(run, 7, 0);
                Path file = save(run, false);
                long end = Small.at(run, 12).history().hash(12);
                try (Run opened = open(file, 2)) {
                    assertThat(Small.at(opened, 12).history().hash(12)).isEqualTo(end);
                }
            }
        }
    }

    @Test
    void aRunThatBeganWithAModelOpensWithoutIt() {
        RunConfig config = RunConfigs.set(RunConfigs.preset("solver6"), "stages.0.steps=6", "stages.0.batch_size=4", "stages.0.puzzle.train=40",
                "stages.0.puzzle.unseen=8");
        try (Run run = new Run(config, RunData.load(config), 1, Small.ROOM)) {
            Small.at(run, 3, 0);
            Path file = save(run, false);
            long end = Small.at(run, 6).history().hash(6);
            RunFile.Contents read = RunFile.read(file);
            assertThat(read.state().begin()).isNotEmpty();
            RunConfig gone = RunConfigs.set(read.config(), "begin.weights=gone");
            try (Run opened = new Run(gone, read.data(), 1, Small.ROOM, read.state())) {
                assertThat(Small.at(opened, 6).history().hash(6)).isEqualTo(end);
            }
        }
    }

    @Test
    void aChangedNumberIsFound() {
        try (Run run = Small.at(Small.run(Small.config("gpt")), 5, 0)) {
            RunState state = run.state(false);
            float[] weights = state.keyframes().get(5).get("param.embed.wte");
            weights[3] += 1;
            Path file = save(run, false);
            weights[3] -= 1;
            assertThatThrownBy(() -> open(file, 1)).hasMessageContaining("state 5 has another hash than was written down");
        }
    }

    @Test
    void damagedFilesAreRefusedWithASentence() throws IOException {
        try (Run run = Small.at(Small.run(Small.config("gpt")), 5, 0)) {
            Path file = save(run, false);
            byte[] whole = Files.readAllBytes(file);
            for (int length = 0; length < whole.length; length += 1 + whole.length / 60) {
                Files.write(file, java.util.Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> RunFile.read(file)).as("%d of %d bytes", length, whole.length).isInstanceOf(CheckpointException.class);
            }
            for (int at = 7; at < whole.length; at += 1 + whole.length / 200) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) (1 << at % 8);
                Files.write(file, changed);
                try {
                    RunFile.Contents read = RunFile.read(file);   // some bytes mean nothing, as a date
                    assertThat(read.state().history().hashes()).isEqualTo(run.history().hashes());
                } catch (dev.vitrine.engine.InputException e) {
                    assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
                }
            }
        }
    }
}
