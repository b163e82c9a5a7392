package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.LoadedModel;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.text.Tokenizer;
import dev.vitrine.engine.text.TokenizerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose tokens are parts of words. */
class RunTokenizerTest {
    private static final Path GOLDEN = Path.of("src/test/resources/tokenizers");

    @TempDir private Path folder;

    private static RunConfig config(String tokenizer, String... changes) {
        RunConfig config = RunConfigs.set(RunConfigs.preset("start"), "tokenizer=" + tokenizer, "model.context_length=16", "shards=1", "model.channels=16",
                "model.heads=2", "model.hidden=32", "stages.0.batch_size=4");
        return RunConfigs.set(config, changes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpe", "wordpiece"})
    void aRunLearnsItsPartsTrainsAndSavesThemWithTheModel(String kind) {
        RunConfig config = config(kind, "vocabulary.size=300");
        Tokenizer tokenizer = RunData.load(config).tokenizer();
        assertThat(tokenizer.vocabSize()).isLessThanOrEqualTo(300);
        try (Run run = Small.at(new Run(config, RunData.load(config), 1, 1 << 24), 3)) {
            assertThat(run.model().config().vocabularySize()).isEqualTo(tokenizer.vocabSize());
            ModelFiles.save(folder, run.model(), run.weights(), run.data().tokenizer());
            LoadedModel loaded = ModelFiles.load(folder);
            assertThat(TokenizerJson.write(loaded.tokenizer().orElseThrow())).isEqualTo(TokenizerJson.write(tokenizer));
        }
    }

    @Test
    void aRunMayReadItsTokenizerFromAFile() {
        RunConfig config = config(GOLDEN.resolve("bpe/tokenizer.json").toString());
        assertThat(RunData.load(config).tokenizer().vocabSize()).isEqualTo(400);
        RunConfig nowhere = config("no such.json");
        assertThatThrownBy(() -> RunData.load(nowhere)).isInstanceOf(InputException.class).hasMessageContaining("there is no file no such.json");
    }

    @Test
    void aTokenizerWithoutAnEndIsRefused() throws IOException {
        Path file = folder.resolve("endless.json");
        Files.writeString(file, Files.readString(GOLDEN.resolve("bpe/tokenizer.json")).replace("<|endoftext|>", "<|begin|>"));
        RunConfig config = config(file.toString());
        assertThatThrownBy(() -> RunData.load(config)).isInstanceOf(InputException.class).hasMessageContaining("has no special token that ends a text");
    }
}
