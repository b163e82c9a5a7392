package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PresetsTest {
    @Test
    void everyPresetLoadsItsTextsAndMakesAModel() {
        for (String name : Presets.REGISTRY.names()) {
            RunConfig config = RunConfigs.preset(name);
            assertThat(config.name()).isEqualTo(name);
            RunData data = RunData.load(config);
            assertThat(data.totalSteps()).isPositive();
            for (StageData stage : data.stages()) {
                assertThat(stage.train().notes()).as(name + ": nothing is cut, nothing unknown").isEmpty();
            }
            assertThat(data.tokenizer().unknown(config.probe() + config.prompt())).isEmpty();
            assertThat(model(name, data).parameters().count()).isPositive();
        }
    }

    @Test
    void theTwinsOfTheStartHaveOneSize() {
        RunData data = RunData.load(RunConfigs.preset("start"));
        assertThat(model("start-hrm", data).parameters().count()).isEqualTo(model("start", data).parameters().count());
        assertThat(RunConfigs.preset("start").withModel(RunConfigs.preset("start").model().withType(Models.HRM)).model())
                .isEqualTo(RunConfigs.preset("start-hrm").model());
    }

    @Test
    void theTwinsOfTheChatsReadTheSameTexts() {
        List<StageConfig> stages = RunConfigs.preset("rustgpt").stages();
        assertThat(RunConfigs.preset("hrm-text").stages()).isEqualTo(stages);
    }

    private static Model model(String preset, RunData data) {
        return Models.create(RunConfigs.preset(preset).model().withVocabulary(data.tokenizer().vocabSize()), new Draws(1));
    }
}
