package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.optim.ScheduleConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunConfigTest {
    private static final ScheduleConfig SCHEDULE = new ScheduleConfig("cosine", 0.01, 0, 0);

    private static StageConfig stage(String name, String data, String format, int epochs, int steps, int batch, double held,
                                     ScheduleConfig schedule) {
        return new StageConfig(name, data, format, epochs, steps, batch, held, schedule);
    }

    private static RunConfig run(String backend, int shards, String tokenizer, int validateEvery, List<StageConfig> stages) {
        RunConfig c = Small.config("gpt");
        return new RunConfig(c.name(), c.description(), c.seed(), backend, shards, tokenizer, c.model(), c.optimizer(), stages,
                validateEvery, c.probe(), c.prompt());
    }

    @Test
    void aWrongStageIsToldWithWhatWouldBeRight() {
        assertThatThrownBy(() -> stage(" ", "facts", "lines", 1, 0, 4, 0, SCHEDULE))
                .hasMessage("a stage needs a name, such as 'train'");
        assertThatThrownBy(() -> stage("s", "", "lines", 1, 0, 4, 0, SCHEDULE))
                .hasMessage("stage 's' needs data: a file, the name of a text that ships, or a task of puzzles");
        assertThatThrownBy(() -> stage("s", "facts", "words", 1, 0, 4, 0, SCHEDULE))
                .hasMessage("unknown format 'words' in stage 's'; choose one of [lines, stream, puzzles, shards]");
        assertThatThrownBy(() -> stage("s", "facts", "lines", 0, 0, 4, 0, SCHEDULE))
                .hasMessage("stage 's' needs either epochs or steps above 0, got epochs 0 and steps 0");
        assertThatThrownBy(() -> stage("s", "facts", "lines", 2, 3, 4, 0, SCHEDULE)).hasMessageContaining("got epochs 2 and steps 3");
        assertThatThrownBy(() -> stage("s", "facts", "lines", -1, 3, 4, 0, SCHEDULE)).hasMessageContaining("got epochs -1");
        assertThatThrownBy(() -> stage("s", "facts", "lines", 1, 0, 0, 0, SCHEDULE))
                .hasMessage("batch_size must be from 1 to 65536, got 0");
        assertThatThrownBy(() -> stage("s", "facts", "lines", 1, 0, 4, 1, SCHEDULE))
                .hasMessage("validation_fraction must be from 0 to below 1, got 1.0");
        assertThatThrownBy(() -> stage("s", "facts", "lines", 1, 0, 4, 0, null)).hasMessage("stage 's' needs a schedule");
    }

    @Test
    void aWrongRunIsToldWithWhatWouldBeRight() {
        List<StageConfig> stages = List.of(stage("s", "facts", "lines", 1, 0, 4, 0, SCHEDULE));
        assertThatThrownBy(() -> run("gpu", 1, "char", 10, stages))
                .hasMessage("unknown backend 'gpu'; choose one of [simd, ejml]");
        assertThatThrownBy(() -> run("simd", 0, "char", 10, stages)).hasMessage("shards must be from 1 to 64, got 0");
        assertThatThrownBy(() -> run("simd", 3, "char", 10, stages))
                .hasMessage("batch_size (4) of stage 's' must be a multiple of shards (3): try 3");
        assertThatThrownBy(() -> run("simd", 1, "letters", 10, stages))
                .hasMessage("unknown tokenizer 'letters'; give one of [char, word, bpe, wordpiece, symbols, shards] or the path of a tokenizer.json");
        assertThatThrownBy(() -> run("simd", 1, "char", 0, stages)).hasMessage("validate_every must be at least 1, got 0");
        assertThatThrownBy(() -> run("simd", 1, "char", 10, List.of())).hasMessage("stages must have at least one stage");
        assertThatThrownBy(() -> run("simd", 1, "char", 10, null)).hasMessage("stages must have at least one stage");
    }

    @Test
    void aModelThatReasonsNeedsPuzzlesAndAWholeBatchAtOnce() {
        assertThatThrownBy(() -> RunConfigs.set(RunConfigs.preset("start-hrm"), "model.reasoning.enabled=true"))
                .hasMessage("model.reasoning is for puzzles, but the format of stage 'rhymes' is 'stream': set model.reasoning.enabled to"
                        + " false");
        assertThatThrownBy(() -> RunConfigs.set(RunConfigs.preset("sudoku4"), "update.accumulate=2"))
                .hasMessage("update.accumulate must be 1 where a model reasons, got 2: each step goes on with the puzzles of the one"
                        + " before");
        assertThat(RunConfigs.set(RunConfigs.preset("sudoku4"), "model.type=gpt", "update.accumulate=2").model().reasons()).isFalse();
    }

    @Test
    void stepsKnowTheirStage() {
        RunData data = Small.data(Small.config("gpt"));
        assertThat(List.of(data.stageOf(0), data.stageOf(Small.BORDER - 1), data.stageOf(Small.BORDER), data.stageOf(Small.TOTAL),
                data.stageOf(Small.TOTAL + 9))).containsExactly(0, 0, 1, 1, 1);
        assertThat(List.of(data.beginOf(0), data.beginOf(1), data.totalSteps())).containsExactly(0, Small.BORDER, Small.TOTAL);
        assertThat(data.learningRate(Small.BORDER)).isEqualTo(data.learningRate(0));
    }

    @Test
    void textsThatShipAreReadAndShareOneVocabulary() {
        RunConfig config = Small.config("gpt").withStages(List.of(stage("facts", "facts.json", "lines", 2, 0, 4, 0.1, SCHEDULE),
                stage("rhymes", "rhymes.json", "stream", 0, 7, 4, 0.1, SCHEDULE)));
        RunData data = RunData.load(config);
        int facts = data.texts().get(0).size();
        int trained = facts - (int) Math.max(1, Math.round(facts * 0.1));
        assertThat(data.stages().get(0).steps()).isEqualTo(2 * Math.ceilDiv(trained, 4));
        assertThat(data.stages().get(1).steps()).isEqualTo(7);
        assertThat(data.stages()).allSatisfy(s -> assertThat(s.validation()).isNotNull());
        for (List<String> texts : data.texts()) {
            for (String text : texts) {
                assertThat(data.tokenizer().encode(text)).as(text).doesNotContain(data.tokenizer().unknownId());
            }
        }
    }
}
