package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.TextFiles;
import dev.vitrine.engine.data.shard.ShardMaker;
import dev.vitrine.engine.data.source.ReadConfig;
import dev.vitrine.engine.text.CharTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShardRunTest {
    @TempDir
    private Path folder;

    private RunConfig config(Path shards) {
        return RunConfigs.set(RunConfigs.preset("start"), "tokenizer=shards", "stages.0.format=shards", "stages.0.data=" + shards, "stages.0.batch_size=4",
                "model.layers=1", "model.channels=16", "model.hidden=16", "stages.0.steps=40");
    }

    private Path shards(String name, String... more) {
        Path out = folder.resolve(name);
        CharTokenizer tokenizer = CharTokenizer.train(java.util.stream.Stream.concat(TextFiles.resolve("rhymes.json").stream(), java.util.Arrays.stream(more)).toList());
        assertThat(new ShardMaker(tokenizer).make(List.of(TextFiles.source("rhymes.json")), ReadConfig.DEFAULT, out, (n, c) -> true)).isPresent();
        return out;
    }

    @Test
    void aRunOnShardsThatGoesBackInMidEpochAndOnEndsWhereAnUndisturbedOneEnds() {
        RunConfig config = config(shards("a"));
        String undisturbed;
        try (Run run = new Run(config, RunData.load(config), 2, Small.ROOM)) {
            undisturbed = Small.at(run, 40).stateHashText();
        }
        try (Run run = new Run(config, RunData.load(config), 1, Small.ROOM)) {
            Small.at(run, 23);
            String middle = run.stateHashText();
            Small.at(run, 31);
            Small.at(run, 7);
            assertThat(Small.at(run, 23).stateHashText()).isEqualTo(middle);
            assertThat(Small.at(run, 40).stateHashText()).isEqualTo(undisturbed);
            assertThat(run.data().texts()).containsExactly(List.of());
        }
    }

    @Test
    void aRunOnShardsThatIsSavedInMidEpochAndOpenedGoesOnWithTheSameBits() {
        RunConfig config = config(shards("a"));
        RunData data = RunData.load(config);
        Path file = folder.resolve("run" + RunFile.EXTENSION);
        long[] undisturbed;
        try (Run run = new Run(config, data, 2, Small.ROOM)) {
            Small.at(run, 23);
            RunFile.write(file, new RunFile.Contents(config, data, Map.of("gpt", run.state(false)), config.probe(), ""));
            undisturbed = Small.at(run, 40).history().hashes();
        }
        RunFile.Contents read = RunFile.read(file);
        try (Run run = new Run(read.config(), read.data(), 1, Small.ROOM, read.state())) {
            assertThat(run.step()).isEqualTo(23);
            assertThat(Small.at(run, 40).history().hashes()).isEqualTo(undisturbed);
        }
    }

    @Test
    void aRunOnShardsLearns() {
        RunConfig config = config(shards("a"));
        try (Run run = new Run(config, RunData.load(config), 1, Small.ROOM)) {
            Small.at(run, 40);
            assertThat(run.history().loss().at(39)).isLessThan(run.history().loss().at(0) - 0.3f);
            assertThat(run.history().validation().size()).isPositive();
        }
    }

    @Test
    void shardsOfTwoTokenizersAreNotOneRun() {
        RunConfig config = config(shards("a"));
        StageConfig first = config.stages().getFirst();
        RunConfig two = config.withStages(List.of(first, first.withData(shards("b", "\u00FC").toString())));
        assertThatThrownBy(() -> RunData.load(two)).isInstanceOf(InputException.class)
                .hasMessageStartingWith("the shards of all stages need one tokenizer");
        assertThatThrownBy(() -> RunData.load(config.withStages(List.of(first.withData("rhymes.json"))))).isInstanceOf(InputException.class)
                .hasMessageStartingWith("rhymes.json is no folder of token shards");
    }

    @Test
    void aRunOnVariedLinesIsTheSameWhateverWasLookedAtBefore() {
        RunConfig config = RunConfigs.set(RunConfigs.preset("start"), "stages.0.format=lines", "stages.0.augment.word_dropout=0.3", "stages.0.augment.casing=0.2",
                "model.layers=1", "model.channels=16", "model.hidden=16", "stages.0.steps=40", "model.context_length=24");
        String undisturbed;
        try (Run run = new Run(config, RunData.load(config), 2, Small.ROOM)) {
            undisturbed = Small.at(run, 40).stateHashText();
        }
        try (Run run = new Run(config, RunData.load(config), 1, Small.ROOM)) {
            Small.at(run, 35);
            Small.at(run, 3);
            assertThat(Small.at(run, 40).stateHashText()).isEqualTo(undisturbed);
        }
    }
}
