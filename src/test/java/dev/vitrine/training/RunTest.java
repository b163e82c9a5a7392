package dev.vitrine.training;

import static dev.vitrine.training.Small.BORDER;
import static dev.vitrine.training.Small.ROOM;
import static dev.vitrine.training.Small.TOTAL;
import static dev.vitrine.training.Small.at;
import static dev.vitrine.training.Small.look;
import static dev.vitrine.training.Small.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.optim.UpdateTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RunTest {
    private static List<RunConfig> both() {
        return Models.REGISTRY.names().stream().map(Small::config).toList();
    }

    /** The weights of every state of an undisturbed run. */
    private static long[] allWeights(RunConfig config) {
        long[] all = new long[TOTAL + 1];
        try (Run run = Small.run(config)) {
            for (int s = 0; s <= TOTAL; s++) {
                all[s] = weights(at(run, s));
            }
        }
        return all;
    }

    private static long hashAfter(Run run, int steps) {
        try (run) {
            return at(run, steps).history().hash(steps);
        }
    }

    @Test
    void stepsDoneByPiecesAndLookedAtAreThoseOfARun() {
        for (RunConfig config : both()) {
            try (Run stepped = Small.run(config)) {
                while (stepped.step() < 30) {
                    assertThat(stepped.advance()).isTrue();
                    stepped.stay();
                    look(stepped, "*");
                }
                assertThat(stepped.history().hash(30)).isEqualTo(hashAfter(Small.run(config), 30));
            }
        }
    }

    @Test
    void threadsDoNotTouchTheBits() {
        for (RunConfig config : both()) {
            long one = hashAfter(Small.run(config), 30);
            assertThat(hashAfter(Small.run(config, 2, ROOM), 30)).isEqualTo(one);
            RunConfig four = Small.withShards(config, 4);
            long fourShards = hashAfter(Small.run(four), 30);
            for (int threads = 2; threads <= 3; threads++) {
                assertThat(hashAfter(Small.run(four, threads, ROOM), 30)).isEqualTo(fourShards);
            }
        }
    }

    @Test
    void anUpdateIsWorkedThoughTheStateAfterItIsKept() {
        try (Run run = Small.run(Small.config("gpt"))) {
            Small.at(run, 12);
            Small.at(run, 7);
            run.watch("embed.wte", 3);
            run.goForward(true);   // to state 8, of which there is a keyframe
            run.runToTarget();
            Snapshot now = run.snapshot(Observed.NOTHING, false, null);
            assertThat(now.step()).isEqualTo(8);
            assertThat(now.update()).isNotNull();
            assertThat(run.model().parameters().get("embed.wte").value().data[3]).isEqualTo(now.update().newWeight());
        }
    }

    @Test
    void aRunIsItsConfigAndItsSeed() {
        for (RunConfig config : both()) {
            long hash = hashAfter(Small.run(config), 5);
            assertThat(hashAfter(Small.run(config), 5)).isEqualTo(hash);
            assertThat(hashAfter(Small.run(config.withSeed(8)), 5)).isNotEqualTo(hash);
            assertThat(hashAfter(Small.run(Small.withRate(config, 0.02)), 5)).isNotEqualTo(hash);
        }
    }

    @Test
    void theBackendsLearnTheSameToRounding() {
        for (RunConfig config : both()) {
            List<Float> losses = new ArrayList<>();
            for (String backend : Backends.REGISTRY.names()) {
                try (Run run = at(Small.run(config.withBackend(backend)), 10)) {
                    losses.add(run.history().loss().at(9));
                }
            }
            assertThat(losses).allSatisfy(loss -> assertThat(loss).isCloseTo(losses.getFirst(), within(1e-3f)));
        }
    }

    @Test
    void trainingLowersTheLoss() {
        for (RunConfig config : both()) {
            try (Run run = at(Small.run(config), BORDER)) {
                assertThat(run.history().loss().at(BORDER - 1)).isLessThan(run.history().loss().at(0) - 0.2f);
            }
        }
    }

    @Test
    void aHundredSeeksGiveTheRecordedStates() {
        for (RunConfig config : both()) {
            long[] states = allWeights(config);
            long[] hashes = Small.hashes(config);
            Random random = new Random(3);
            try (Run run = Small.run(config)) {
                for (int i = 0; i < 100; i++) {
                    int s = random.nextInt(TOTAL + 1);
                    int pieces = random.nextInt(25);
                    at(run, s, pieces);
                    Snapshot now = look(run);
                    assertThat(run.step()).isEqualTo(s);
                    assertThat(now.piece()).isEqualTo(Math.min(pieces, now.pieces() - 1));
                    assertThat(weights(run)).as("weights of " + s).isEqualTo(states[s]);
                    assertThat(now.stateHash()).as("state of " + s).isEqualTo(hashes[s]);
                }
                assertThat(at(run, TOTAL).history().hash(TOTAL)).isEqualTo(hashes[TOTAL]);
                assertThat(run.history().loss().size()).isEqualTo(TOTAL);
            }
        }
    }

    @Test
    void aSmallMemoryStretchesTheStrideAndSeeksStillMatch() {
        RunConfig config = Small.config("hrm");
        long[] states = allWeights(config);
        Random random = new Random(4);
        try (Run run = at(Small.run(config, 1, 1), TOTAL)) {
            for (int i = 0; i < 30; i++) {
                int s = random.nextInt(TOTAL + 1);
                assertThat(weights(at(run, s))).as("weights of " + s).isEqualTo(states[s]);
            }
        }
    }

    @Test
    void aSoughtStepShowsItsBatchWorkedByItsWeights() {
        RunConfig config = Small.config("gpt");
        try (Run straight = at(Small.run(config), 17); Run sought = at(Small.run(config), TOTAL)) {
            at(sought, 17);
            Snapshot a = look(straight, "*");
            Snapshot b = look(sought, "*");
            assertThat(b.lossNats()).isEqualTo(a.lossNats());
            assertThat(b.gradNorm()).isEqualTo(a.gradNorm());
            assertThat(b.tokens()).isEqualTo(a.tokens());
            assertThat(b.tensors().keySet()).isEqualTo(a.tensors().keySet());
            a.tensors().forEach((name, tensor) -> {
                assertThat(b.tensors().get(name).data()).as(name).isEqualTo(tensor.data());
                assertThat(b.tensors().get(name).step()).as(name).isEqualTo(17);
            });
        }
    }

    @Test
    void whatIsShownBeforeTheUpdateBelongsToOneStep() {
        for (RunConfig config : both()) {
            try (Run run = at(Small.run(config), 16)) {
                Snapshot now = look(run, "*");
                assertThat(now.phase()).isEqualTo(Phase.CLIP);
                assertThat(now.tensors().values()).extracting(TensorSnapshot::step).containsOnly(16);
                assertThat(now.tensors().keySet()).anyMatch(n -> n.startsWith("probe."))
                        .noneMatch(n -> n.startsWith("probe.grad.") || n.startsWith("grad.probe."));
                assertThat(run.history().loss().size()).isEqualTo(16);
                at(run, 17);
                assertThat(run.history().loss().at(16)).as("the loss that was shown").isEqualTo(now.lossNats());
                assertThat(run.history().gradNorm().at(16)).isEqualTo(now.gradNorm());
                assertThat(run.history().learningRate().at(16)).isEqualTo(now.learningRate());
            }
        }
    }

    @Test
    void beforeLossThereIsNoLossAndBeforeClipNoNorm() {
        try (Run run = at(Small.run(Small.config("gpt")), 20)) {
            for (int s : new int[] {20, 7, 30}) {
                Snapshot begun = look(at(run, s, 0));
                assertThat(begun.lossNats()).as("loss at the begin of " + s).isNaN();
                assertThat(begun.gradNorm()).isNaN();
                Snapshot forward = look(at(run, s, 6));
                assertThat(forward.lossNats()).as("loss before LOSS of " + s).isNaN();
                Snapshot loss = look(at(run, s, 7));
                assertThat(loss.lossNats()).isPositive();
                assertThat(loss.gradNorm()).isNaN();
            }
        }
    }

    @Test
    void backGoesOverPiecesPhasesAndTheBordersOfStepsAndStages() {
        RunConfig config = Small.config("gpt");
        long[] states = allWeights(config);
        try (Run run = at(Small.run(config), BORDER, 2)) {
            List<String> trail = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                run.goBack(false);
                run.runToTarget();
                trail.add(run.step() + " " + look(run).piece() + " " + look(run).phase());
                assertThat(weights(run)).isEqualTo(states[run.step()]);
            }
            assertThat(trail).containsExactly("15 1 BATCH", "15 0 BATCH", "14 13 CLIP", "14 12 BACKWARD");
            trail.clear();
            for (int i = 0; i < 5; i++) {
                run.goBack(true);
                run.runToTarget();
                trail.add(run.step() + " " + look(run).piece() + " " + look(run).phase());
            }
            assertThat(trail).containsExactly("14 7 LOSS", "14 6 FORWARD", "14 1 BATCH", "14 0 BATCH", "13 13 CLIP");
        }
    }

    @Test
    void forwardUndoesBack() {
        for (RunConfig config : both()) {
            for (boolean phases : new boolean[] {false, true}) {
                try (Run run = Small.run(config)) {
                    List<Integer> forth = new ArrayList<>();
                    at(run, BORDER - 1);
                    for (int i = 0; i < 25; i++) {
                        forth.add(run.step() * 100 + look(run).piece());
                        run.goForward(phases);
                        run.runToTarget();
                    }
                    for (int i = 24; i >= 0; i--) {
                        run.goBack(phases);
                        run.runToTarget();
                        assertThat(run.step() * 100 + look(run).piece()).isEqualTo(forth.get(i));
                    }
                }
            }
        }
    }

    @Test
    void stepsBackAndForthInARowCountEvenIfNothingWasWorkedBetween() {
        try (Run run = at(Small.run(Small.config("gpt")), 30)) {
            for (int i = 0; i < 30; i++) {
                run.goBack(true);
            }
            for (int i = 0; i < 28; i++) {
                run.goForward(true);
            }
            run.runToTarget();
            Run same = at(Small.run(Small.config("gpt")), 30);
            same.goBack(true);
            same.goBack(true);
            same.runToTarget();
            assertThat(List.of(run.step(), look(run).piece())).isEqualTo(List.of(same.step(), look(same).piece()));
            same.close();
        }
    }

    @Test
    void nothingGoesBeforeTheFirstPieceOrBeyondTheLastUpdate() {
        try (Run run = Small.run(Small.config("gpt"))) {
            at(run, 0, 0);
            run.goBack(false);
            run.goBack(true);
            run.runToTarget();
            assertThat(look(run).piece()).isZero();
            at(run, TOTAL);
            run.goForward(false);
            run.goForward(true);
            assertThat(run.atTarget()).isTrue();
            assertThat(run.advance()).isFalse();
            at(run, TOTAL + 5);
            assertThat(run.step()).isEqualTo(TOTAL);
            at(run, -5);
            assertThat(run.step()).isZero();
        }
    }

    @Test
    void aSeekToTheBeginTrainsTheSameAgain() {
        for (RunConfig config : both()) {
            long[] hashes = Small.hashes(config);
            try (Run run = at(Small.run(config), 30)) {
                at(run, 0);
                assertThat(run.newest()).isEqualTo(30);
                at(run, TOTAL);
                assertThat(run.history().hash(TOTAL)).isEqualTo(hashes[TOTAL]);
            }
        }
    }

    @Test
    void anotherLearningRateInThePastForksTheRun() {
        for (RunConfig config : both()) {
            long[] hashes = Small.hashes(config);
            try (Run run = at(Small.run(config), 30)) {
                History before = run.history();
                at(run, 12);
                run.setPeakLearningRate(0.03f);
                assertThat(run.newest()).as("what came later is forgotten").isEqualTo(12);
                assertThat(run.history().loss().size()).isEqualTo(12);
                assertThat(run.history().validation().size()).isEqualTo(2);
                assertThat(before.states()).as("whoever still reads the old history").isEqualTo(31);
                at(run, 30);
                for (int s = 0; s <= 30; s++) {
                    assertThat(run.history().hash(s) == hashes[s]).as("state " + s + " is as before").isEqualTo(s <= 12);
                }
                long[] forked = allHashes(run);
                for (int s : new int[] {11, 13, 12, 29, 0, 30}) {
                    at(run, s);
                }
                assertThat(allHashes(run)).isEqualTo(forked);
                assertThat(run.history().learningRate().at(11)).isEqualTo(before.learningRate().at(11));
                assertThat(run.history().learningRate().at(12)).isCloseTo(3 * before.learningRate().at(12), within(1e-6f));
            }
        }
    }

    private static long[] allHashes(Run run) {
        long[] all = new long[run.history().states()];
        for (int s = 0; s < all.length; s++) {
            all[s] = run.history().hash(s);
        }
        return all;
    }

    @Test
    void aLearningRateSetAtTheNewestStepForgetsNothingAndIsReplayed() {
        RunConfig config = Small.config("gpt");
        try (Run run = at(Small.run(config), 12); Run same = at(Small.run(config), 12, 3)) {
            run.setPeakLearningRate(0.03f);
            assertThat(run.newest()).isEqualTo(12);
            same.setPeakLearningRate(0.03f);   // in the middle of the step: it counts from its update
            at(run, 30);
            at(run, 5);
            at(run, 30);
            assertThat(at(same, 30).history().hash(30)).isEqualTo(run.history().hash(30)).isNotEqualTo(Small.hashes(config)[30]);
        }
    }

    @Test
    void aForkDropsTheLearningRatesSetLater() {
        RunConfig config = Small.config("gpt");
        try (Run run = at(Small.run(config), 20); Run same = at(Small.run(config), 10)) {
            run.setPeakLearningRate(0.05f);
            at(run, 30);
            at(run, 10);
            run.setPeakLearningRate(0.03f);
            same.setPeakLearningRate(0.03f);
            assertThat(at(run, 30).history().hash(30)).isEqualTo(at(same, 30).history().hash(30));
        }
    }

    @Test
    void aLearningRateMustBeANumberAboveZero() {
        try (Run run = at(Small.run(Small.config("gpt")), 3)) {
            at(run, 1);
            for (float wrong : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
                assertThatThrownBy(() -> run.setPeakLearningRate(wrong))
                        .hasMessage("the learning rate must be a number above 0, got " + wrong);
            }
            assertThat(run.newest()).as("nothing was forgotten").isEqualTo(3);
        }
    }

    @Test
    void heldOutTextIsMeasuredOnceAtEachOfItsSteps() {
        RunConfig config = Small.config("gpt");   // every 10 steps, in the first stage only
        try (Run run = Small.run(config)) {
            at(run, TOTAL);
            at(run, 0);
            at(run, 25);
            at(run, 9);
            at(run, TOTAL);
            MetricSeries validation = run.history().validation();
            assertThat(validation.size()).isEqualTo(2);
            assertThat(validation.at(0, 0)).isZero();
            assertThat(validation.at(1, 0)).isEqualTo(10);
            double now = run.evaluator().loss(run.data().stages().getFirst().validation());
            at(run, 10);
            assertThat((float) run.evaluator().loss(run.data().stages().getFirst().validation()))
                    .isEqualTo(validation.at(1, 1)).isNotEqualTo((float) now);
        }
    }

    @Test
    void measuringHeldOutTextDoesNotTouchTraining() {
        RunConfig config = Small.config("gpt");
        RunData data = Small.data(config);
        StageData first = data.stages().getFirst();
        RunData without = new RunData(data.tokenizer(), List.of(new StageData(first.config(), first.train(), null, first.steps()),
                data.stages().get(1)), data.sources());
        try (Run run = at(new Run(config, without, 1, ROOM), 30)) {
            assertThat(run.history().hash(30)).isEqualTo(Small.hashes(config)[30]);
            assertThat(run.history().validation().size()).isZero();
        }
    }

    @Test
    void stagesFollowEachOtherWithTheirOwnLinesAndLearningRates() {
        try (Run run = Small.run(Small.config("gpt"))) {
            Snapshot last = look(at(run, BORDER - 1), "embed.out");
            Snapshot first = look(at(run, BORDER), "embed.out");
            assertThat(last.stage()).isEqualTo("facts");
            assertThat(first.stage()).isEqualTo("chats");
            assertThat(first.time()).isGreaterThan(last.time());
            assertThat(first.tokens()).hasSize(4 * first.time());
            assertThat(first.tensors().get("embed.out").shape().size("T")).isEqualTo(first.time());
            assertThat(first.learningRate()).as("a schedule starts with its stage").isEqualTo(0.0025f);
            assertThat(look(at(run, BORDER - 1), "embed.out").tensors().get("embed.out").data())
                    .isEqualTo(last.tensors().get("embed.out").data());
        }
    }

    @Test
    void aWatchedWeightIsToldBeforeAndAfterItsUpdate() {
        try (Run run = at(Small.run(Small.config("gpt")), 4)) {
            assertThat(look(run).update()).isNull();
            run.watch("blocks.0.attn.qkv.weight", 17);
            UpdateTrace next = look(run).update();
            float[] live = run.model().parameters().get("blocks.0.attn.qkv.weight").value().data;
            assertThat(next.weight()).isEqualTo(live[17]);
            run.goForward(false);
            run.runToTarget();
            assertThat(run.step()).isEqualTo(5);
            assertThat(live[17]).isEqualTo(next.newWeight()).isNotEqualTo(next.weight());
            assertThat(look(run).update()).as("the one just made").isEqualTo(next);
            at(run, 5);
            assertThat(look(run).update().weight()).isEqualTo(next.newWeight());
        }
    }

    @Test
    void onlyALearnedWeightCanBeWatched() {
        try (Run run = Small.run(Small.config("hrm"))) {
            assertThatThrownBy(() -> run.watch("nothing", 0)).hasMessageStartingWith("no parameter 'nothing'; there are [");
            assertThatThrownBy(() -> run.watch("L_init", 0))
                    .hasMessage("L_init is a fixed buffer: it has no updates to follow");
            assertThatThrownBy(() -> run.watch("embed.wte", -1)).hasMessageContaining("got index -1");
            int size = run.model().parameters().get("embed.wte").size();
            assertThatThrownBy(() -> run.watch("embed.wte", size))
                    .hasMessage("embed.wte has " + size + " weights, got index " + size);
            at(run, 3);
            assertThat(look(run).update()).isNull();
        }
    }

    @Test
    void theProbeIsReadByThePresentWeightsAndCutToTheContext() {
        try (Run run = at(Small.run(Small.config("gpt")), 2)) {
            assertThat(look(run, "logits").tensors()).doesNotContainKey("probe.logits");
            float[] before = look(run, "probe.logits").tensors().get("probe.logits").data();
            at(run, 3);
            assertThat(look(run, "probe.logits").tensors().get("probe.logits").data()).isNotEqualTo(before);
            at(run, 2, 4);
            assertThat(look(run, "probe.logits").tensors().get("probe.logits").data()).isEqualTo(before);
            run.setProbe("ice ".repeat(30));
            Snapshot cut = look(run, "probe.*");
            assertThat(cut.probeTokens()).hasSize(run.config().model().contextLength());
            assertThat(cut.tensors().get("probe.logits").shape().size("T")).isEqualTo(cut.probeTokens().length);
        }
    }

    @Test
    void aHugeLearningRateStopsBeforeTheUpdateAndTheStepsBeforeAreStillThere() {
        for (RunConfig calm : both()) {
            RunConfig config = Small.withRate(calm, 1e30);
            try (Run run = Small.run(config)) {
                run.goTo(TOTAL);
                assertThatThrownBy(run::runToTarget).isInstanceOfSatisfying(DivergedException.class, e -> {
                    assertThat(e.tensor()).isNotEmpty();
                    assertThat(e.step()).isEqualTo(run.step());
                });
                int stopped = run.step();
                assertThat(stopped).isPositive();
                long before = weights(run);
                assertThatThrownBy(run::runToTarget).isInstanceOf(DivergedException.class);
                assertThat(weights(run)).isEqualTo(before);
                assertThat(run.history().states()).isEqualTo(stopped + 1);
                assertThat(look(run, "*").tensors()).as("the state is still to be seen").containsKey("param.embed.wte");
                at(run, 0);
                run.setPeakLearningRate(0.01f);
                at(run, 10);
                assertThat(run.history().hash(10)).isEqualTo(hashAfter(Small.run(Small.withRate(calm, 0.01f)), 10));
            }
        }
    }

    @Test
    void everyStepHasItsNumbers() {
        try (Run run = at(Small.run(Small.config("hrm")), 20)) {
            History h = run.history();
            int parameters = run.model().parameters().trained().size();
            assertThat(h.parameters()).hasSize(parameters).doesNotContain("L_init");
            for (int s = 0; s < 20; s++) {
                double squares = 0;
                for (int p = 0; p < parameters; p++) {
                    squares += Math.pow(h.gradNorms().at(s, p), 2);
                    assertThat(h.updateRatios().at(s, p)).isPositive();
                }
                assertThat((double) h.gradNorm().at(s)).isCloseTo(Math.sqrt(squares), within(1e-5));
                assertThat(h.loss().at(s)).isPositive();
                assertThat(h.tokensPerSecond().at(s)).isPositive();
            }
            assertThat(List.of(h.loss().size(), h.gradNorms().size(), h.updateRatios().size(), h.states()))
                    .containsExactly(20, 20, 20, 21);
        }
    }
}
