package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.data.puzzle.Puzzle;
import dev.vitrine.engine.data.puzzle.PuzzleMaker;
import dev.vitrine.engine.data.puzzle.Task;
import dev.vitrine.engine.data.puzzle.Tasks;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PuzzleDataTest {
    static Iterable<String> tasks() {
        return Tasks.REGISTRY.names();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyTaskTrainsAndItsUnseenPuzzlesAreMeasured(String task) {
        RunConfig config = PuzzleRun.config(task);
        RunData data = RunData.load(config);
        try (Run run = new Run(config, data, 1, 1 << 22)) {
            run.goTo(3, 0);
            run.runToTarget();
            assertThat(run.history().loss().at(2)).isFinite().isPositive();
            assertThat(run.evaluator().loss(data.stages().getFirst().validation())).isFinite().isPositive();
        }
        assertThat(data.task()).containsSame(Tasks.REGISTRY.get(task));
        assertThat(data.tokenizer().vocabSize()).isEqualTo(1 + data.task().orElseThrow().symbols().length());
        assertThat(data.texts()).containsExactly(List.of());
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void noPuzzleOfAnyTrainingStepIsOfAnUnseenKind(String name) {
        Task task = Tasks.REGISTRY.get(name);
        StageData stage = RunData.load(PuzzleRun.config(name)).stages().getFirst();
        assertThat(stage.unseen()).hasSize(12);
        for (Puzzle p : stage.unseen()) {
            assertThat(PuzzleMaker.unseen(task, p.question())).isTrue();
        }
        Batches train = stage.train();
        int[] tokens = new int[train.batchSize() * train.time()];
        int[] targets = new int[tokens.length];
        for (int step = 0; step < 25; step++) {
            train.fill(step, tokens, targets);
            for (int row = 0; row < train.batchSize(); row++) {
                int[] question = Arrays.copyOfRange(tokens, row * train.time(), (row + 1) * train.time());
                assertThat(PuzzleMaker.unseen(task, question)).isFalse();
            }
        }
    }

    @Test
    void aRunThatIsSoughtBackToRepeatsItsPuzzles() {
        RunConfig config = PuzzleRun.config("sudoku4");
        try (Run run = new Run(config, RunData.load(config), 1, 1 << 22)) {
            run.goTo(6, 0);
            run.runToTarget();
            long[] hashes = {run.history().hash(2), run.history().hash(6)};
            run.goTo(2, 0);
            run.runToTarget();
            run.goTo(6, 0);
            run.runToTarget();
            assertThat(new long[] {run.history().hash(2), run.history().hash(6)}).isEqualTo(hashes);
        }
    }

    @Test
    void aProbeIsPaddedAndCutToTheWholePuzzle() {
        RunData data = RunData.load(PuzzleRun.config("sudoku4"));
        assertThat(data.probe("1.4", 81)).startsWith(2, 1, 5, 0).hasSize(16);
        assertThat(data.probe("", 81)).hasSize(16).containsOnly(0);
        assertThat(data.probe("1234 ?".repeat(9), 81)).hasSize(16);
    }

    @Test
    void onlyTheBlanksAreTargetsWhereAnswersAreScored() {
        Batches train = RunData.load(PuzzleRun.config("sudoku4", "loss.scored=answers")).stages().getFirst().train();
        int[] tokens = new int[train.batchSize() * train.time()];
        int[] targets = new int[tokens.length];
        long scored = train.fill(0, tokens, targets);
        assertThat(scored).isEqualTo(Arrays.stream(tokens).filter(id -> id == 1).count()).isPositive();
        for (int i = 0; i < tokens.length; i++) {
            assertThat(targets[i] == Batches.IGNORED).isEqualTo(tokens[i] != 1);
        }
    }

    @Test
    void puzzlesAreMeasuredOnceEachAndAsManyInTrainingAsUnseen() {
        StageData stage = RunData.load(PuzzleRun.config("xor", "stages.0.puzzle.unseen=10")).stages().getFirst();
        for (Batches batches : List.of(stage.train(), stage.validation())) {
            assertThat(batches.evaluationBatches()).isEqualTo(3);
            int[] tokens = new int[batches.batchSize() * batches.time()];
            int[] targets = new int[tokens.length];
            long scored = 0;
            for (int i = 0; i < 3; i++) {
                scored += batches.fillEvaluation(i, tokens, targets);
            }
            assertThat(scored).isEqualTo(10 * 16);
        }
    }

    @Test
    void epochsOfPuzzlesAreCounted() {
        RunConfig config = PuzzleRun.config("sudoku4");
        RunConfig epochs = config.withStages(List.of(config.stages().getFirst().withEpochs(3)));
        assertThat(RunData.load(epochs).totalSteps()).isEqualTo(30);
    }

    @Test
    void whatCannotBeARunOfPuzzlesIsRefusedInASentence() {
        refused("stages.0.data=poems", "stages.0.data of puzzles must be one of the tasks [sudoku4, sudoku6");
        refused("model.context_length=15", "context_length (15) is shorter than the 16 positions of sudoku4; make it 16");
        refused("tokenizer=char", "tokenizer must be 'symbols' for puzzles, got 'char'");
        refused("stages.0.format=lines", "tokenizer 'symbols' is for puzzles; for texts choose one of [char, word, bpe, wordpiece]");
        refused("stages.0.validation_fraction=0.1", "stages.0.validation_fraction must be 0 for puzzles, got 0.1: puzzle.unseen says how many");
        refused("stages.0.puzzle.min_level=2", "min_level and max_level must be from 4 to 14 clues and in this order, got 2 and 8: 4 to 8 is usual");
    }

    private static void refused(String change, String why) {
        assertThatThrownBy(() -> PuzzleRun.config("sudoku4", change)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(why);
    }

    @Test
    void stagesShareTheirSymbols() {
        RunConfig config = PuzzleRun.config("maze5");
        StageConfig first = config.stages().getFirst();
        assertThat(RunData.load(config.withStages(List.of(first, first.withData("maze7")))).stages()).hasSize(2);
        assertThatThrownBy(() -> config.withStages(List.of(first, first.withData("xor"))))
                .hasMessage("all stages of a run need puzzles of the same symbols, but maze5 has '# SGo' and xor has '01'");
        StageConfig text = new StageConfig("text", "facts.json", StageConfig.LINES, 1, 0, 4, 0, first.schedule());
        assertThatThrownBy(() -> config.withStages(List.of(first, text))).hasMessageContaining("has puzzles in all stages or in none");
    }

    @Test
    void heldOutPuzzlesServeEarlyStopping() {
        assertThat(PuzzleRun.config("xor", "stopping.patience=2").stopping().needsValidation()).isTrue();
        assertThatThrownBy(() -> PuzzleRun.config("xor", "stopping.patience=2", "stages.0.puzzle.unseen=0"))
                .hasMessageContaining("set its puzzle.unseen, such as 500");
    }
}
