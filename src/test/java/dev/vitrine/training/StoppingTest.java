package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StoppingTest {
    /** Measured every second step; nothing is ever better by 100 nats. */
    private static RunConfig impatient(int patience, String... more) {
        return RunConfigs.set(held(Small.config("gpt"), more), "stopping.patience=" + patience, "stopping.min_delta=100");
    }

    private static RunConfig held(RunConfig config, String... more) {
        RunConfig held = RunConfigs.set(config, "stages.0.validation_fraction=0.2", "stages.1.validation_fraction=0.2",
                "validate_every=2");
        return RunConfigs.set(held, more);
    }

    private static MetricSeries losses(float... rows) {
        MetricSeries series = new MetricSeries(2);
        for (int i = 0; i < rows.length; i++) {
            series.append(new float[] {2 * i, rows[i]});
        }
        return series;
    }

    private static HeldOutLosses rule(int patience, double minDelta) {
        RunConfig config = held(Small.config("gpt"));
        return new HeldOutLosses(new StoppingConfig(patience, minDelta, true), Small.data(config));
    }

    private static List<Integer> stops(HeldOutLosses rule, MetricSeries losses) {
        return IntStream.range(0, Small.TOTAL).filter(s -> rule.stopsAt(s, losses)).boxed().toList();
    }

    @Test
    void patienceIsMeasurementsInARowThatAreNotBetter() {
        MetricSeries losses = losses(3, 2, 2.5f, 1, 1, 1.5f, 0.5f);   // of steps 0, 2, 4, ...
        assertThat(stops(rule(1, 0), losses)).containsExactly(4, 8, 10);
        assertThat(stops(rule(2, 0), losses)).containsExactly(10);
        assertThat(stops(rule(3, 0), losses)).isEmpty();
        assertThat(stops(rule(0, 0), losses)).isEmpty();
        assertThat(stops(rule(2, 1.5), losses)).as("1 is better than 3 by more than 1.5").containsExactly(4, 10);
        assertThat(stops(rule(1, 0), losses(2, Float.NaN))).as("what is no number is not better").containsExactly(2);
    }

    @Test
    void aStageCountsAnew() {
        MetricSeries losses = losses(1, 2, 2, 2, 2, 2, 2, 2, 9, 8, 8.5f);   // the second stage begins at step 15
        assertThat(stops(rule(5, 0), losses)).containsExactly(10);
        assertThat(stops(rule(1, 0), losses)).contains(14, 20).doesNotContain(16, 18);
        assertThat(rule(1, 0).best(14, losses)).isZero();
        assertThat(rule(1, 0).best(20, losses)).isEqualTo(18);
    }

    @Test
    void theBestIsTheFirstWithTheLowestLossSoFar() {
        MetricSeries losses = losses(3, 2, 1, 1, 1.5f);
        assertThat(rule(0, 0).best(3, losses)).isEqualTo(2);
        assertThat(rule(0, 0).best(10, losses)).isEqualTo(4);
        assertThat(rule(0, 0).best(10, losses())).isEqualTo(-1);
    }

    private static Snapshot settled(TrainingService service, int step) {
        while (true) {
            List<Snapshot> taken = service.snapshots().take();
            if (taken != null && taken.stream().allMatch(s -> !s.running() && s.step() == step && s.piece() == s.pieces() - 1)) {
                return taken.getFirst();
            }
            Thread.yield();
        }
    }

    @Test
    void theServicePausesThereAndSaysWhyAndCanGoOn() {
        RunConfig config = impatient(3);
        long[] hashes = Small.hashes(Small.config("gpt"));
        try (TrainingService service = new TrainingService(config, Small.data(config), 1, Small.ROOM)) {
            service.start();
            service.send(new Command.Resume());
            Snapshot stopped = settled(service, 6);
            assertThat(stopped.failure()).isEqualTo("training stopped by itself at step 6: the loss on held-out text has not become "
                    + "better in 3 measurements in a row; the lowest is that of step 6");
            assertThat(stopped.stateHash()).isEqualTo(hashes[6]);
            service.send(new Command.Seek(2));
            assertThat(settled(service, 2).failure()).isNull();
            service.send(new Command.Resume());
            assertThat(settled(service, 6).failure()).as("the same way leads to the same place").startsWith("training stopped");
            service.send(new Command.Resume());
            assertThat(settled(service, 12).failure()).startsWith("training stopped by itself at step 12");
            service.send(new Command.Resume());
            assertThat(settled(service, Small.TOTAL).stateHash()).isEqualTo(hashes[Small.TOTAL]);
        }
    }

    @Test
    void whoeverStepsByHandIsNotStopped() {
        RunConfig config = impatient(1);
        try (TrainingService service = new TrainingService(config, Small.data(config), 1, Small.ROOM)) {
            service.start();
            for (int s = 1; s <= 4; s++) {
                service.send(new Command.Seek(s));
                assertThat(settled(service, s).failure()).isNull();
            }
        }
    }

    @Test
    void bothArchitecturesPauseTogether() {
        RunConfig config = impatient(2);
        try (TrainingService service = new TrainingService(config, Small.data(config), 1, Small.ROOM)) {
            service.start();
            service.send(new Command.Show(Set.of("gpt", "hrm")));
            service.send(new Command.Resume());
            assertThat(settled(service, 4).failure()).startsWith("training stopped by itself at step 4");
        }
    }

    private static RunConfig tooFast(String... more) {
        return held(Small.withRate(Small.config("gpt"), 0.3), more);
    }

    private static void sameWeights(Run run, Weights weights, Run alone) {
        for (Parameter p : run.model().parameters()) {
            assertThat(weights.of(p).data).as(p.name()).isEqualTo(alone.weights().of(alone.model().parameters().get(p.name())).data);
        }
    }

    @Test
    void theResultIsTheBestStateWhereItIsKept() {
        for (String decay : List.of("0", "0.5")) {
            RunConfig config = tooFast("stopping.keep_best=true", "update.ema_decay=" + decay);
            try (Run run = Small.at(Small.run(config), 14); Run alone = Small.run(tooFast("update.ema_decay=" + decay))) {
                int best = lowest(run.history().validation());
                assertThat(best).as("too high a learning rate").isLessThan(14);
                Run.Result result = run.result();
                assertThat(run.step()).isEqualTo(14);
                assertThat(result.state()).isEqualTo(best);
                sameWeights(run, result.weights(), Small.at(alone, best));
                assertThat(Small.at(alone, 14).result().state()).isEqualTo(14);
                assertThat(alone.result().weights()).isSameAs(alone.weights());
            }
        }
    }

    private static int lowest(MetricSeries validation) {
        int best = 0;
        for (int row = 1; row < validation.size(); row++) {
            best = validation.at(row, 1) < validation.at(best, 1) ? row : best;
        }
        return (int) validation.at(best, 0);
    }

    @Test
    void aBestStateOfAnotherWayIsWorkedAgain() {
        RunConfig config = held(Small.config("gpt"), "stopping.keep_best=true");
        try (Run run = Small.at(Small.run(config), 14); Run alone = Small.at(Small.run(config), 4)) {
            assertThat(run.result().state()).as("it learns").isGreaterThan(4);
            Small.at(run, 4);
            run.setPeakLearningRate(1f);
            Small.at(run, 12);
            assertThat(run.result().state()).isEqualTo(4);
            sameWeights(run, run.result().weights(), alone);
        }
    }
}
