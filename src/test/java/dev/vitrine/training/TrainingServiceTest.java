package dev.vitrine.training;

import static dev.vitrine.training.Small.ROOM;
import static dev.vitrine.training.Small.TOTAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service on its real thread. Waiting means taking snapshots until one is as it should be. */
@Timeout(20)
final class TrainingServiceTest {
    private static final Set<String> BOTH = Set.of("gpt", "hrm");

    private TrainingService service;
    private Thread training;

    @AfterEach
    void ends() {
        if (service != null) {
            service.close();
        }
    }

    private void start(RunConfig config) {
        service = new TrainingService(config, Small.data(config), 1, ROOM);
        training = threadOf(service);
    }

    /** Starts a service and finds its thread. */
    static Thread threadOf(TrainingService service) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        service.start();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("training") && !before.contains(t)).findFirst().orElseThrow();
    }

    private void start(String type) {
        start(Small.config(type));
    }

    private List<Snapshot> await(Predicate<List<Snapshot>> wanted) {
        List<Snapshot> last = null;
        while (!Thread.interrupted()) {   // by the time limit
            List<Snapshot> taken = service.snapshots().take();
            if (taken != null && wanted.test(taken)) {
                return taken;
            }
            last = taken == null ? last : taken;
            Thread.yield();
        }
        throw new AssertionError("waited in vain; last came " + (last == null ? "nothing" : last.stream()
                .map(s -> s.run() + " " + text(s) + (s.running() ? " running" : "") + " " + s.failure()).toList()));
    }

    /** Waits for a snapshot of runs that stand still, ready to update at a step. */
    private List<Snapshot> at(int step) {
        return await(all -> all.stream().allMatch(s -> !s.running() && s.step() == step && s.piece() == s.pieces() - 1));
    }

    /** Starts a training that has run to its end, so that every step can be sought. */
    private void trained(String type) {
        start(type);
        send(new Command.Resume());
        at(TOTAL);
    }

    private Snapshot one(Predicate<Snapshot> wanted) {
        return await(all -> wanted.test(all.getFirst())).getFirst();
    }

    private void send(Command... commands) {
        for (Command c : commands) {
            service.send(c);
        }
    }

    private Command.WeightsAt weights(String type) throws InterruptedException, ExecutionException {
        CompletableFuture<Command.WeightsAt> answer = new CompletableFuture<>();
        send(new Command.CopyWeights(type, answer));
        return answer.get();
    }

    /** Waits until the commands sent so far are carried out, with all work that they asked for. */
    private void standsStill() throws InterruptedException, ExecutionException {
        weights(service.config().model().type());
        while (training.getState() != Thread.State.WAITING) {
            Thread.yield();
        }
    }

    private long hash(String type, int state) {
        return service.history(type).hash(state);
    }

    @Test
    void theFirstSnapshotIsStateZeroReadyToUpdate() {
        start("gpt");
        Snapshot first = at(0).getFirst();
        assertThat(first.run()).isEqualTo("gpt");
        assertThat(first.total()).isEqualTo(TOTAL);
        assertThat(first.stateHash()).isEqualTo(hash("gpt", 0));
        assertThat(first.failure()).isNull();
    }

    @Test
    void resumeTrainsToTheEndOfThePlanWithTheStatesOfARun() {
        for (String type : Models.REGISTRY.names()) {
            start(type);
            send(new Command.Resume());
            Snapshot last = at(TOTAL).getFirst();
            assertThat(last.newest()).isEqualTo(TOTAL);
            long[] hashes = Small.hashes(Small.config(type));
            for (int s = 0; s <= TOTAL; s++) {
                assertThat(hash(type, s)).isEqualTo(hashes[s]);
            }
            service.close();
        }
    }

    @Test
    void resumeAtTheEndDoesNotStayRunning() {
        trained("gpt");
        send(new Command.Resume());
        assertThat(at(TOTAL).getFirst().running()).isFalse();
    }

    @Test
    void pauseStopsBeforeTheUpdate() {
        start(longRun("gpt"));
        send(new Command.Resume());
        one(s -> s.running() && s.step() > 20);
        send(new Command.Pause());
        Snapshot paused = one(s -> !s.running());
        assertThat(paused.piece()).isEqualTo(paused.pieces() - 1);
        assertThat(paused.step()).isEqualTo(paused.newest()).isGreaterThan(20);
        assertThat(paused.lossNats()).isPositive();
        assertThat(paused.gradNorm()).isPositive();
    }

    private static RunConfig longRun(String type) {
        RunConfig config = Small.config(type);
        return config.withStages(List.of(config.stages().get(0), config.stages().get(1).withSteps(1_000_000)));
    }

    @Test
    void whatRunsIsShownAtTheEndOfAStep() {
        for (Set<String> types : List.of(Set.of("gpt"), Set.of("hrm"), BOTH)) {
            start(longRun("gpt"));
            send(new Command.Observe(Set.of("*")), new Command.Show(types), new Command.Resume());
            for (int i = 0; i < 5; i++) {
                List<Snapshot> all = await(s -> s.size() == types.size() && s.getFirst().running()
                        && s.stream().allMatch(x -> x.piece() == x.pieces() - 1));   // and not a mere sign of life
                assertThat(all).extracting(Snapshot::step).containsOnly(all.getFirst().step());
                for (Snapshot s : all) {
                    assertThat(s.tensors().values()).extracting(TensorSnapshot::step).containsOnly(s.step());
                }
            }
            service.close();
        }
    }

    @Test
    void aSlowReaderOfATrainingThatStandsSeesTheNewestSnapshotOnly() throws Exception {
        trained("gpt");
        for (int s = 1; s <= 10; s++) {
            send(new Command.Seek(s));
            standsStill();
        }
        assertThat(service.snapshots().take().getFirst().step()).isEqualTo(10);
        assertThat(service.snapshots().take()).isNull();
    }

    @Test
    void advanceDoesOnePieceAndAdvancePhaseAPhase() {
        start("gpt");
        at(0);
        List<String> trail = new ArrayList<>();
        Command[] commands = {new Command.Advance(), new Command.Advance(), new Command.Advance(), new Command.AdvancePhase(),
            new Command.AdvancePhase(), new Command.AdvancePhase(), new Command.AdvancePhase(), new Command.AdvancePhase(),
            new Command.AdvancePhase()};
        String last = "0 13 CLIP";
        for (Command c : commands) {
            send(c);
            String before = last;
            Snapshot now = one(s -> !text(s).equals(before));
            last = text(now);
            trail.add(last);
        }
        assertThat(trail).containsExactly("1 0 BATCH", "1 1 BATCH", "1 2 FORWARD embed", "1 6 FORWARD head", "1 7 LOSS",
                "1 12 BACKWARD embed", "1 13 CLIP", "2 0 BATCH", "2 1 BATCH");
    }

    private static String text(Snapshot s) {
        return (s.step() + " " + s.piece() + " " + s.phase() + " " + s.segment()).strip();
    }

    @Test
    void backUndoesWhatAdvanceDid() {
        trained("gpt");
        send(new Command.Seek(9), new Command.Advance(), new Command.AdvancePhase(), new Command.AdvancePhase());
        one(s -> text(s).equals("10 6 FORWARD head"));
        send(new Command.BackPhase());
        one(s -> text(s).equals("10 1 BATCH"));
        send(new Command.Back(), new Command.Back());
        one(s -> text(s).equals("9 13 CLIP"));
        send(new Command.Back());
        assertThat(one(s -> text(s).equals("9 12 BACKWARD embed")).newest()).isEqualTo(TOTAL);
    }

    @Test
    void commandsInARowCountEachEvenWhileStepsAreWorkedAgain() {
        trained("gpt");
        send(new Command.Seek(30));
        at(30);
        for (int i = 0; i < 7 * 6; i++) {   // six phases a step
            send(new Command.BackPhase());
        }
        at(23);
        for (int i = 0; i < 6 * 6; i++) {
            send(new Command.AdvancePhase());
        }
        at(29);
    }

    @Test
    void steppingHoldsARunningTrainingWhereItIs() {
        start(longRun("gpt"));
        send(new Command.Resume());
        one(s -> s.running() && s.step() > 5);
        send(new Command.Advance());
        Snapshot held = one(s -> !s.running());
        send(new Command.Advance());
        Snapshot next = one(s -> !text(s).equals(text(held)));
        assertThat(next.step() * 14 + next.piece()).isEqualTo(held.step() * 14 + held.piece() + 1);
    }

    @Test
    void bothHaveTheStatesTheyHaveAlone() {
        start("gpt");
        send(new Command.Show(BOTH), new Command.Resume());
        at(TOTAL);
        for (String type : BOTH) {
            long[] hashes = Small.hashes(Small.config(type));
            for (int s = 0; s <= TOTAL; s++) {
                assertThat(hash(type, s)).as(type + " " + s).isEqualTo(hashes[s]);
            }
        }
    }

    @Test
    void bothAreShownInTheOrderOfTheModelsOnTheSameBatch() {
        trained("hrm");
        send(new Command.Show(BOTH), new Command.Seek(5));
        List<Snapshot> all = await(s -> s.size() == 2 && s.stream().allMatch(x -> x.step() == 5));
        assertThat(all).extracting(Snapshot::run).containsExactly("gpt", "hrm");
        assertThat(all.get(0).tokens()).isEqualTo(all.get(1).tokens());
    }

    @Test
    void switchingTrainsTheOtherUpToTheViewedStep() {
        trained("gpt");
        send(new Command.Seek(12));
        at(12);
        send(new Command.Show(Set.of("hrm")));
        Snapshot hrm = await(s -> s.getFirst().run().equals("hrm") && s.getFirst().step() == 12
                && s.getFirst().piece() == s.getFirst().pieces() - 1).getFirst();
        assertThat(hrm.stateHash()).isEqualTo(Small.hashes(Small.config("hrm"))[12]);
        assertThat(hrm.newest()).isEqualTo(12);
        send(new Command.Show(Set.of("gpt")));
        assertThat(await(s -> s.getFirst().run().equals("gpt")).getFirst().step()).isEqualTo(12);
    }

    @Test
    void switchingWhileASeekIsUnderWayGoesWhereTheSeekGoes() {
        trained("gpt");
        send(new Command.Seek(3), new Command.Seek(33), new Command.Show(BOTH));
        List<Snapshot> both = await(s -> s.size() == 2 && s.stream().allMatch(x -> x.step() == 33));   // one alone may be there first
        assertThat(both).extracting(Snapshot::run).containsExactlyInAnyOrder("gpt", "hrm");
    }

    @Test
    void bothStepPhaseByPhaseTogether() {
        trained("gpt");
        send(new Command.Show(BOTH), new Command.Seek(3));
        await(s -> s.size() == 2 && s.stream().allMatch(x -> x.step() == 3 && x.piece() == x.pieces() - 1));
        for (int i = 0; i < 12; i++) {
            String before = phases(List.of());
            send(new Command.AdvancePhase());
            List<Snapshot> now = await(s -> !phases(s).equals(before));
            assertThat(now).as("after " + i).extracting(Snapshot::phase).containsOnly(now.getFirst().phase());
            assertThat(now).extracting(Snapshot::step).containsOnly(3 + (i + 6) / 6);
        }
        for (int i = 0; i < 12; i++) {
            send(new Command.BackPhase());
        }
        assertThat(at(3)).hasSize(2);
    }

    @Test
    void bothGoThroughTheirMicroBatchesTogether() {
        start(RunConfigs.set(Small.config("gpt"), "update.accumulate=2"));
        send(new Command.Show(BOTH), new Command.Seek(1));
        assertThat(at(1)).hasSize(2);
        send(new Command.Advance());   // the update; then BATCH, FORWARD, LOSS, BACKWARD of each half
        for (int i = 0; i < 8; i++) {
            send(new Command.AdvancePhase());
            int micro = i / 4;
            Phase phase = Phase.values()[i % 4];
            assertThat(await(all -> all.size() == 2 && all.stream().allMatch(s -> s.step() == 2 && s.phase() == phase
                    && s.piece() > 0 && s.micro() == micro))).hasSize(2);
        }
        send(new Command.BackPhase());
        assertThat(await(all -> all.stream().allMatch(s -> s.phase() == Phase.LOSS))).extracting(Snapshot::micro).containsOnly(1);
    }

    private static String phases(List<Snapshot> all) {
        return all.stream().map(s -> s.step() + " " + s.phase()).toList().toString();
    }

    @Test
    void inBothTheShorterPhaseWaitsForTheLonger() {
        start("gpt");
        send(new Command.Show(BOTH), new Command.Seek(1), new Command.AdvancePhase(), new Command.AdvancePhase());
        for (int i = 0; i < 6; i++) {   // the Transformer has 5 segments, HRM 8
            send(new Command.Advance());
        }
        assertThat(await(s -> s.size() == 2 && s.get(1).piece() == 7)).extracting(Snapshot::piece).containsExactly(6, 7);
        send(new Command.Advance(), new Command.Advance(), new Command.Advance());
        assertThat(await(s -> s.get(1).phase() == Phase.LOSS)).extracting(Snapshot::piece).containsExactly(7, 10);
        send(new Command.Back());
        assertThat(await(s -> s.get(1).phase() == Phase.FORWARD)).extracting(Snapshot::piece).containsExactly(6, 9);
    }

    @Test
    void aLearningRateSetWhileBothRunCountsFromTheSameStep() {
        start(longRun("gpt"));
        send(new Command.Show(BOTH), new Command.Resume());
        for (int i = 1; i <= 5; i++) {
            int after = 10 * i;
            await(s -> s.size() == 2 && s.getFirst().step() > after);
            send(new Command.SetPeakLearningRate(0.01f * i));
        }
        send(new Command.Pause());
        int end = await(s -> s.stream().noneMatch(Snapshot::running)).getFirst().step();
        for (int s = 0; s < end; s++) {
            assertThat(service.history("hrm").learningRate().at(s)).as("at " + s)
                    .isEqualTo(service.history("gpt").learningRate().at(s));
        }
    }

    @Test
    void aLearningRateInThePastForksAtTheStepThatIsViewed() {
        trained("gpt");
        send(new Command.Seek(12), new Command.SetPeakLearningRate(0.03f));   // while it is on the way to 12
        await(all -> all.getFirst().newest() == 12);
        assertThat(service.history("gpt").states()).isEqualTo(13);
        send(new Command.Resume());
        at(TOTAL);
        long[] hashes = Small.hashes(Small.config("gpt"));
        assertThat(hash("gpt", 12)).isEqualTo(hashes[12]);
        assertThat(hash("gpt", 13)).isNotEqualTo(hashes[13]);
    }

    @Test
    void aCommandThatCannotBeDoneIsToldOnceAndTrainingGoesOn() {
        start(longRun("gpt"));
        send(new Command.Resume());
        List<Command> wrong = List.of(new Command.Watch("gpt", "nothing", 0), new Command.Watch("bert", "embed.wte", 0),
                new Command.Watch("hrm", "L_init", 0), new Command.SetPeakLearningRate(-1), new Command.Show(Set.of()),
                new Command.Show(Set.of("bert")), new Command.SetProbe(null), new Command.Observe(null));
        for (Command c : wrong) {
            send(c);
            Snapshot told = one(s -> s.failure() != null);
            assertThat(told.running()).as("running after " + c).isTrue();
            Snapshot later = one(s -> s.step() > told.step() + 1);
            assertThat(later.failure()).as("told twice: " + c).isNull();
        }
        send(new Command.SetPeakLearningRate(0));
        assertThat(one(s -> s.failure() != null).failure()).isEqualTo("the learning rate must be a number above 0, got 0.0");
    }

    @Test
    void whileItStandsARefusalIsToldToo() {
        start("gpt");
        at(0);
        send(new Command.Watch("gpt", "embed.wte", 1_000_000));
        Snapshot told = one(s -> s.failure() != null);
        assertThat(told.failure()).startsWith("embed.wte has ").endsWith(" weights, got index 1000000");
        send(new Command.Advance());
        assertThat(one(s -> s.step() == 1).failure()).isNull();
    }

    @Test
    void aDivergedTrainingStopsWithTheMessageAndTheStateStillVisible() {
        start(Small.withRate(Small.config("gpt"), 1e30));
        send(new Command.Observe(Set.of("param.*", "logits")), new Command.Resume());
        Snapshot stopped = one(s -> s.failure() != null);
        assertThat(stopped.failure()).contains("met a number that is not finite, first in ").contains("go back a few steps");
        assertThat(stopped.running()).isFalse();
        assertThat(stopped.step()).isPositive();
        assertThat(stopped.tensors().keySet()).contains("logits", "param.embed.wte");
        send(new Command.Resume());
        assertThat(one(s -> s.failure() != null).failure()).as("once more, as nothing has changed").isEqualTo(stopped.failure());
        send(new Command.Back());
        assertThat(one(s -> s.failure() == null).piece()).isEqualTo(stopped.piece() - 1);
        send(new Command.Seek(0), new Command.SetPeakLearningRate(0.01f), new Command.Seek(1));
        assertThat(at(1).getFirst().failure()).isNull();
        send(new Command.Resume());
        at(TOTAL);
        assertThat(hash("gpt", TOTAL)).isEqualTo(Small.hashes(Small.withRate(Small.config("gpt"), 0.01f))[TOTAL]);
    }

    @Test
    void seekGoesNoFurtherThanOneStepBeyondTheNewest() {
        start("gpt");
        at(0);
        send(new Command.Seek(TOTAL));
        at(1);
        send(new Command.Seek(-3));
        at(0);
        send(new Command.Seek(2));
        at(2);
        send(new Command.Seek(4));
        at(3);
    }

    @Test
    void copiedWeightsAreThoseOfTheirStateAndStayAsTheyAre() throws Exception {
        start("gpt");
        send(new Command.Seek(1));
        at(1);
        Command.WeightsAt copy = weights("gpt");
        assertThat(copy.step()).isEqualTo(1);
        send(new Command.Resume());
        at(TOTAL);
        try (Run run = Small.at(Small.run(Small.config("gpt")), 1)) {
            for (Parameter p : copy.model().parameters()) {
                assertThat(copy.weights().of(p).data).as(p.name())
                        .isEqualTo(run.model().parameters().get(p.name()).value().data);
            }
        }
        Parameter wte = copy.model().parameters().get("embed.wte");
        assertThat(copy.weights().of(wte).data).isNotEqualTo(wte.value().data);
    }

    @Test
    void whoeverAsksForWeightsIsAnswered() {
        start("gpt");
        assertThatThrownBy(() -> weights("bert")).hasMessageContaining("unknown model type 'bert'; choose one of " + Models.REGISTRY.names());
        send(new Command.Stop());
        CompletableFuture<Command.WeightsAt> behind = new CompletableFuture<>();
        send(new Command.CopyWeights("gpt", behind));
        assertThatThrownBy(behind::get).hasMessageContaining("training has ended");
        service.close();
        CompletableFuture<Command.WeightsAt> late = new CompletableFuture<>();
        send(new Command.CopyWeights("gpt", late));
        assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS)).hasMessageContaining("training has ended");
    }

    @Test
    @Timeout(5)
    void stopEndsAfterThePieceUnderWay() {
        start(longRun("hrm"));
        send(new Command.Resume());
        one(s -> s.running() && s.step() > 3);
        service.close();
        int states = service.history("hrm").states();
        assertThatThrownBy(() -> weights("hrm")).hasMessageContaining("training has ended");
        assertThat(service.history("hrm").states()).isEqualTo(states);
    }

    @Test
    void onlyWhatIsObservedIsCopied() {
        start("gpt");
        at(0);
        send(new Command.Observe(Set.of("blocks.*.attn.pattern", "nothing")));
        Snapshot now = one(s -> !s.tensors().isEmpty());
        assertThat(now.tensors().keySet()).containsExactly("blocks.0.attn.pattern", "blocks.1.attn.pattern");
        send(new Command.Observe(Set.of()));
        one(s -> s.tensors().isEmpty());
    }

    @Test
    void whatASnapshotHoldsDoesNotChange() {
        start("gpt");
        send(new Command.Observe(Set.of("*")), new Command.Seek(1));
        Snapshot kept = one(s -> s.step() == 1 && !s.tensors().isEmpty());
        float[] before = kept.tensors().get("logits").data().clone();
        int[] tokens = kept.tokens().clone();
        send(new Command.Resume());
        at(TOTAL);
        assertThat(kept.tensors().get("logits").data()).isEqualTo(before);
        assertThat(kept.tokens()).isEqualTo(tokens);
    }

    @Test
    void aHistoryIsThereForWhatWasShownOnly() {
        start("gpt");
        at(0);
        assertThat(service.history("hrm")).isNull();
        send(new Command.Show(BOTH));
        await(s -> s.size() == 2);
        assertThat(service.history("hrm").states()).isEqualTo(1);
        assertThat(service.parameterCount("hrm")).isEqualTo(service.parameterCount("gpt") + 8);
    }
}
