package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.model.Models;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A batch that is worked in micro-batches is the same batch. */
final class AccumulationTest {
    private static final float RATE = 0.01f;

    /** Two stages of batches of 4, in so many micro-batches. */
    private static RunConfig config(String type, int accumulate) {
        return RunConfigs.set(Small.withShards(Small.config(type), 1), "update.accumulate=" + accumulate);
    }

    private static TrainingStep readyToClip(RunConfig config) {
        TrainingStep step = Small.step(config);
        while (step.phaseOf(step.piece()) != Phase.CLIP) {
            step.advance(RATE);
        }
        return step;
    }

    private static Map<String, TensorSnapshot> all(TrainingStep step, int accumulate) {
        Capture capture = new Capture(new Observed(List.of("*")), 1, accumulate);
        step.tensors(capture);
        return new TreeMap<>(capture.tensors());
    }

    @Test
    void gradientsAndLossAreThoseOfTheWholeBatch() {
        for (String type : Models.REGISTRY.names()) {
            TrainingStep one = readyToClip(config(type, 1));
            var whole = all(one, 1);
            for (int k : new int[] {2, 4}) {
                TrainingStep parts = readyToClip(config(type, k));
                assertThat(parts.loss()).isCloseTo(one.loss(), within(1e-6 * one.loss()));
                var sums = all(parts, k);
                one.model().parameters().trained().forEach(p -> {
                    float[] wanted = whole.get("grad." + p.name()).data();
                    float[] got = sums.get("grad." + p.name()).data();
                    double wrong = 0;
                    double size = 0;
                    for (int i = 0; i < wanted.length; i++) {
                        wrong += Math.pow(got[i] - wanted[i], 2);
                        size += Math.pow(wanted[i], 2);
                    }
                    assertThat(Math.sqrt(wrong / size)).as(type + " in " + k + ": " + p.name()).isLessThan(1e-6);
                });
            }
        }
    }

    @Test
    void thePlanRepeatsThePiecesOfAMicroBatch() {
        List<Piece> one = Small.step(config("gpt", 1)).plan();
        List<Piece> two = Small.step(config("gpt", 2)).plan();
        List<Piece> work = one.subList(0, one.size() - 2);
        assertThat(two.subList(0, work.size())).isEqualTo(work);
        assertThat(two.subList(work.size(), 2 * work.size()))
                .isEqualTo(work.stream().map(p -> new Piece(p.phase(), p.segment(), p.differentiated(), 1)).toList());
        assertThat(two.subList(2 * work.size(), two.size())).isEqualTo(
                List.of(new Piece(Phase.CLIP, "", true, 1), new Piece(Phase.UPDATE, "", true, 1)));
    }

    @Test
    void theLossIsKnownWhenTheLastMicroBatchIsScored() {
        TrainingStep step = Small.step(config("gpt", 2));
        for (int i = 0; i < step.pieces() - 1; i++) {
            boolean before = i < step.plan().lastIndexOf(new Piece(Phase.LOSS, "", true, 1)) + 1;
            assertThat(step.scored()).isEqualTo(!before);
            assertThat(Double.isNaN(step.loss())).as("after " + i + " pieces").isEqualTo(before);
            step.advance(RATE);
        }
    }

    @Test
    void microBatchesAreTheRowsOfTheBatchInOrder() {
        try (Run whole = Small.at(Small.run(config("gpt", 1)), 3); Run parts = Small.run(config("gpt", 2))) {
            int[] all = Small.look(whole).tokens();
            int half = Small.look(parts).plan().size() / 2 - 1;
            int[] first = Small.look(Small.at(parts, 3, 1)).tokens();
            int[] second = Small.look(Small.at(parts, 3, half + 1)).tokens();
            assertThat(first).isEqualTo(Arrays.copyOf(all, all.length / 2));
            assertThat(second).isEqualTo(Arrays.copyOfRange(all, all.length / 2, all.length));
        }
    }

    @Test
    void whatAnEarlierMicroBatchLeftIsNotShownAsTheNextOnes() {
        try (Run run = Small.run(config("gpt", 2))) {
            int half = Small.look(run).plan().size() / 2 - 1;
            Snapshot s = Small.look(Small.at(run, 2, half + 3), "*");    // batch, embed, blocks.0 of the second
            assertThat(s.micro()).isEqualTo(1);
            assertThat(s.tensor("blocks.0.attn.pattern").map(s::isCurrent)).contains(true);
            assertThat(s.tensor("blocks.1.attn.pattern").map(s::isCurrent)).contains(false);
            assertThat(s.tensor("blocks.1.attn.pattern").orElseThrow().step()).isEqualTo(2);
            assertThat(s.tensor("param.embed.wte").map(s::isCurrent)).contains(true);
            Snapshot ready = Small.look(Small.at(run, 2), "*");
            assertThat(ready.tensors().values().stream().filter(t -> !t.name().startsWith("probe."))).allMatch(ready::isCurrent);
        }
    }

    @Test
    void theStateDoesNotDependOnThreadsSteppingOrSeeking() {
        for (String type : Models.REGISTRY.names()) {
            RunConfig config = Small.withShards(config(type, 2), 2);
            long[] hashes = Small.hashes(config);
            try (Run run = Small.run(config, 2, 0)) {
                for (int i = 0; i < 3 * Small.look(run).pieces(); i++) {
                    run.goForward(false);
                    run.runToTarget();
                }
                assertThat(run.step()).isEqualTo(3);
                for (int back = 0; back < Small.look(run).pieces(); back++) {
                    run.goBack(false);
                    run.runToTarget();
                }
                assertThat(run.step()).isEqualTo(2);
                for (int s : new int[] {30, 4, 17, Small.TOTAL, 9}) {
                    Small.at(run, s);
                    assertThat(run.history().hash(s)).isEqualTo(hashes[s]);
                }
                assertThat(IntStream.rangeClosed(0, Small.TOTAL).mapToLong(run.history()::hash).toArray()).isEqualTo(hashes);
            }
        }
    }

    @Test
    void theLossesOfExpertsCountByTheShareOfTheirMicroBatchAndAreInTheLossThatIsRecorded() {
        RunConfig experts = Small.config("gpt", "experts", new ExpertsConfig(4, 2, 0.5, 0.3));
        TrainingStep parts = Small.step(RunConfigs.set(Small.withShards(experts, 1), "update.accumulate=2"));
        double[] added = {0, 0};
        double main = 0;
        while (parts.phaseOf(parts.piece()) != Phase.CLIP) {
            Piece done = parts.plan().get(parts.piece());
            parts.advance(RATE);
            main = done.phase() == Phase.LOSS ? parts.loss() : main;
            if (done.phase() == Phase.BACKWARD && done.segment().equals("embed")) {
                all(parts, 2).forEach((name, tensor) -> added[done.micro()] += name.endsWith("router.balance_loss")
                        || name.endsWith("router.z_loss") ? tensor.data()[0] : 0);
            }
        }
        parts.advance(RATE);
        assertThat(added[0]).isPositive().isNotEqualTo(added[1]);
        assertThat(parts.loss()).isCloseTo(main + (added[0] + added[1]) / 2, within(1e-5));

        TrainingStep shards = Small.step(experts);   // the same two parts, side by side
        while (shards.phaseOf(shards.piece()) != Phase.UPDATE) {
            shards.advance(RATE);
        }
        assertThat(parts.loss()).isCloseTo(shards.loss(), within(1e-6));
        for (int i = 0; i < parts.norms().count(); i++) {
            assertThat(parts.norms().of(i)).isCloseTo(shards.norms().of(i), within(1e-6 * shards.norms().global()));
        }
    }

    @Test
    void dropoutLeavesOutOtherNumbersInEachMicroBatch() {
        RunConfig config = RunConfigs.set(config("gpt", 4), "model.dropout.residual=0.5");
        assertThat(Small.hashes(config)).isEqualTo(Small.hashes(config));
        assertThat(Small.hashes(config)[1]).isNotEqualTo(Small.hashes(RunConfigs.set(config, "update.accumulate=1"))[1]);
    }
}
