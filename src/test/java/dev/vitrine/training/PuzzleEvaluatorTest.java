package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PuzzleEvaluatorTest {
    /** Seven unseen puzzles in batches of eight, and a model that knows a little. */
    private static Run trained(String type) {
        RunConfig config = RunConfigs.set(RunConfigs.preset("xor16"), "model.type=" + type, "model.layers=2", "model.channels=16",
                "model.heads=2", "model.hidden=16", "stages.0.puzzle.train=50", "stages.0.puzzle.unseen=7", "stages.0.steps=60",
                "stages.0.batch_size=8", "validate_every=20", "supervision.first_segments=2", "supervision.segments=3",
                "stages.0.schedule.learning_rate=0.01", "stages.0.schedule.warmup_steps=5",
                "backend=" + System.getProperty("vitrine.backend", "simd"));
        return Small.at(new Run(config, RunData.load(config), 1, Small.ROOM), 60, 0);
    }

    @Test
    void eachSegmentIsJudgedByTheWholeAnswerOfEveryPuzzleAlone() {
        try (Run run = trained("hrm")) {
            Batches unseen = run.data().stages().getFirst().validation();
            PuzzleEvaluator.Result result = run.puzzleEvaluator(run.weights(), 5).measure(unseen);
            int time = unseen.time();
            int[] tokens = new int[8 * time];
            int[] targets = new int[8 * time];
            unseen.fillEvaluation(0, tokens, targets);
            double[] exact = new double[5];
            int right = 0;
            int halts = 0;
            for (int puzzle = 0; puzzle < 7; puzzle++) {
                ReasoningPass pass = (ReasoningPass) run.model().newPass(PassContext.evaluation(1, time, run.weights(),
                        Backends.create("ejml")));
                System.arraycopy(tokens, puzzle * time, pass.tokens(), 0, time);
                pass.restart();
                for (int segment = 0; segment < 5; segment++) {
                    if (segment > 0) {
                        pass.carryOn();
                    }
                    pass.forward();
                    int hits = hits(pass, targets, puzzle * time, time);
                    exact[segment] += hits == time ? 1 / 7.0 : 0;
                    right += segment == 4 ? hits : 0;
                    halts += segment == 4 && pass.q().data[0] >= 0 == (hits == time) ? 1 : 0;
                }
            }
            assertThat(result.puzzles()).as("what fills the last batch is none").isEqualTo(7);
            assertThat(result.exactBySegment()).hasSize(5);
            for (int segment = 0; segment < 5; segment++) {
                assertThat(result.exactBySegment().get(segment)).isCloseTo(exact[segment], within(1e-12));
            }
            assertThat(result.exactAccuracy()).isEqualTo(result.exactBySegment().get(4));
            assertThat(result.accuracy()).isCloseTo(right / (7.0 * time), within(1e-12)).isGreaterThan(0.4);
            assertThat(result.haltAccuracy()).isCloseTo(halts / 7.0, within(1e-12));
        }
    }

    private static int hits(ReasoningPass pass, int[] targets, int at, int time) {
        int hits = 0;
        int width = pass.logits().numCols;
        for (int i = 0; i < time; i++) {
            float[] row = Arrays.copyOfRange(pass.logits().data, i * width, (i + 1) * width);
            float largest = Float.NEGATIVE_INFINITY;
            for (float x : row) {
                largest = Math.max(largest, x);
            }
            hits += row[targets[at + i]] == largest ? 1 : 0;
        }
        return hits;
    }

    @Test
    void moreSegmentsBeginWithTheSame() {
        try (Run run = trained("hrm")) {
            Batches unseen = run.data().stages().getFirst().validation();
            List<Double> many = run.puzzleEvaluator(run.weights(), 6).measure(unseen).exactBySegment();
            assertThat(run.puzzleEvaluator(run.weights(), 2).measure(unseen).exactBySegment()).isEqualTo(many.subList(0, 2));
        }
    }

    @Test
    void thePlainTransformerAnswersOnceAndHasNoHaltingHead() {
        try (Run run = trained("gpt")) {
            PuzzleEvaluator.Result result = run.puzzleEvaluator(run.weights(), 5).measure(run.data().stages().getFirst().validation());
            assertThat(result.exactBySegment()).hasSize(1);
            assertThat(result.haltAccuracy()).isNaN();
        }
    }

    @Test
    void whatWasMeasuredInTrainingIsTheAverageOfTheWeightsAtAllSegments() {
        try (Run run = trained("looped")) {
            MetricSeries exact = run.history().exact();
            assertThat(exact.size()).isEqualTo(3);   // at 0, 20, 40
            run.measureHeldOut();
            PuzzleEvaluator.Result now = run.puzzleEvaluator(run.weights(), 3).measure(run.data().stages().getFirst().validation());
            assertThat(exact.at(3, 0)).isEqualTo(60);
            assertThat(exact.at(3, 1)).isEqualTo((float) now.exactAccuracy());
            assertThat(exact.at(3, 2)).isEqualTo((float) now.accuracy());
            assertThat(run.history().validation().at(3, 1)).isEqualTo((float) now.loss());
            assertThat(run.weights()).isNotSameAs(Weights.LIVE);
        }
    }

    @Test
    void noSegmentsAreRefused() {
        try (Run run = trained("gpt")) {
            assertThatThrownBy(() -> run.puzzleEvaluator(run.weights(), 0)).hasMessage("segments must be at least 1, got 0");
        }
    }
}
