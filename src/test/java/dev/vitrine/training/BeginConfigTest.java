package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.ModelFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BeginConfigTest {
    @TempDir
    private Path folder;

    private RunConfig saved(String type, int step) {
        RunConfig config = Small.config(type);
        try (Run run = Small.at(Small.run(config), step)) {
            ModelFiles.save(folder, run.model(), run.weights(), run.data().tokenizer());
        }
        return config;
    }

    @Test
    void aRunMayBeginWithTheWeightsOfAModel() {
        for (String type : new String[] {"gpt", "hrm"}) {
            RunConfig config = saved(type, 7);
            RunConfig begun = RunConfigs.set(config, "begin.weights=" + folder);
            try (Run first = Small.at(Small.run(config), 7); Run second = Small.run(begun)) {
                assertThat(Small.weights(second)).as(type).isEqualTo(Small.weights(first));
                Small.at(second, 3);
                Small.at(second, 0);
                assertThat(Small.weights(second)).as("going back comes to them again").isEqualTo(Small.weights(first));
            }
        }
    }

    @Test
    void anotherArchitectureBesideItBeginsWithWeightsFromTheSeed() {
        RunConfig config = saved("hrm", 1);
        RunConfig begun = RunConfigs.set(config, "begin.weights=" + folder);
        assertThat(begun.withType("hrm")).isEqualTo(begun);
        try (Run beside = Small.run(begun.withType("gpt")); Run plain = Small.run(config.withType("gpt"))) {
            assertThat(Small.weights(beside)).isEqualTo(Small.weights(plain));
        }
    }

    @Test
    void weightsOfAnotherModelAreRefusedInOneSentence() {
        saved("gpt", 1);
        RunConfig wider = RunConfigs.set(Small.config("gpt", "channels", 16), "begin.weights=" + folder);
        assertThatThrownBy(() -> Small.run(wider)).isInstanceOf(InputException.class)
                .hasMessageContaining("is another model than the one of this run").hasMessageContaining("embed.wte");
        RunConfig nowhere = RunConfigs.set(Small.config("gpt"), "begin.weights=no such folder");
        assertThatThrownBy(() -> Small.run(nowhere)).isInstanceOf(InputException.class).hasMessageContaining("there is no folder no such folder");
    }
}
