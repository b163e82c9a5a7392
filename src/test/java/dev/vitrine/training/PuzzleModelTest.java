package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.checkpoint.ModelFiles;
import dev.vitrine.engine.data.puzzle.PuzzleBatches;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PuzzleModelTest {
    @ParameterizedTest
    @CsvSource({"sudoku6, sudoku6", "xor16, xor", "maze7, maze7"})
    void aRunBeginsWithTheModelAndAsksThePuzzlesItIsFor(String shipped, String task) {
        PuzzleModel model = PuzzleModel.load(Path.of(shipped));
        assertThat(PuzzleModel.is(model.loaded())).isTrue();
        RunConfig config = model.run();
        assertThat(config.stages()).singleElement().satisfies(stage -> assertThat(stage.data()).isEqualTo(task));
        assertThat(config.supervision().segments()).isEqualTo(model.loaded().segments().orElseThrow());
        try (Run run = new Run(config, RunData.load(config), 1, 0)) {
            model.model().parameters().forEach(p -> assertThat(run.model().parameters().get(p.name()).value().data).as(p.name())
                    .isEqualTo(p.value().data));
            PuzzleBatches unseen = (PuzzleBatches) run.data().stages().getFirst().validation();
            PuzzleEvaluator.Result result = run.puzzleEvaluator(run.weights(), config.supervision().segments()).measure(unseen);
            assertThat(result.exactAccuracy()).isGreaterThan(0.9);
        }
    }

    @Test
    void aModelForNoTaskIsRefused() {
        PuzzleModel model = new PuzzleModel(Path.of("tiny"), ModelFiles.load(Path.of("src/test/resources/golden/hrm-tiny")));
        assertThat(PuzzleModel.is(model.loaded())).isTrue();
        assertThatThrownBy(model::run).isInstanceOf(InputException.class)
                .hasMessage("the model in tiny is for no task of puzzles: it has a vocabulary of 7 and a context of 6");
    }
}
