package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.data.Batches;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TrainingStepTest {
    private static final float RATE = 0.01f;

    private static List<String> trail(RunConfig config) {
        TrainingStep step = Small.step(config);
        List<String> trail = new ArrayList<>();
        boolean last = false;
        while (!last) {
            trail.add((step.phaseOf(step.piece()) + " " + step.segmentOf(step.piece())).strip());
            last = step.advance(RATE);
        }
        return trail;
    }

    private static void advance(TrainingStep step, int pieces) {
        for (int i = 0; i < pieces; i++) {
            step.advance(RATE);
        }
    }

    /** Every tensor by name with the step it is said to be of; the shards' values one after the other. */
    private static Map<String, TensorSnapshot> all(TrainingStep step, int shards) {
        Capture capture = new Capture(new Observed(List.of("*")), shards, 1);
        step.tensors(capture);
        return new TreeMap<>(capture.tensors());
    }

    @Test
    void aStepOfATransformerGoesThroughItsSegmentsAndBack() {
        assertThat(trail(Small.config("gpt"))).containsExactly("BATCH",
                "FORWARD embed", "FORWARD blocks.0", "FORWARD blocks.1", "FORWARD final_norm", "FORWARD head", "LOSS",
                "BACKWARD head", "BACKWARD final_norm", "BACKWARD blocks.1", "BACKWARD blocks.0", "BACKWARD embed",
                "CLIP", "UPDATE");
    }

    @Test
    void normsAfterNeedNoFinalOne() {
        assertThat(trail(Small.config("gpt", "normOrder", "post"))).doesNotContain("FORWARD final_norm").hasSize(12);
    }

    @Test
    void aStepOfHrmGoesThroughItsCallsAndBack() {
        assertThat(trail(Small.config("hrm"))).containsExactly("BATCH",
                "FORWARD embed", "FORWARD L.0.0", "FORWARD L.0.1", "FORWARD H.0", "FORWARD L.1.0", "FORWARD L.1.1",
                "FORWARD H.1", "FORWARD head", "LOSS",
                "BACKWARD head", "BACKWARD H.1", "BACKWARD L.1.1", "BACKWARD L.1.0", "BACKWARD H.0", "BACKWARD L.0.1",
                "BACKWARD L.0.0", "BACKWARD embed", "CLIP", "UPDATE");
    }

    @Test
    void theLossIsKnownFromLossToTheUpdateOnly() {
        TrainingStep step = Small.step(Small.config("gpt"));
        for (int s = 0; s < 2; s++) {
            advance(step, 6);
            assertThat(step.loss()).isNaN();
            for (int piece = 7; piece < step.pieces(); piece++) {
                step.advance(RATE);
                assertThat(step.loss()).as("after piece " + piece).isBetween(1.0, 5.0);
            }
            step.advance(RATE);
            assertThat(step.loss()).isNaN();
        }
        advance(step, 9);
        step.restart();
        assertThat(step.loss()).isNaN();
    }

    @Test
    void theStateChangesInTheUpdateOnly() {
        TrainingStep step = Small.step(Small.config("hrm"));
        long before = step.hash();
        while (step.piece() < step.pieces() - 1) {
            step.advance(RATE);
            assertThat(step.hash()).isEqualTo(before);
        }
        step.advance(RATE);
        assertThat(step.hash()).isNotEqualTo(before);
    }

    @Test
    void nothingIsShownBeforeItWasComputedAndNothingUnderAWrongStep() {
        for (String type : Models.REGISTRY.names()) {
            TrainingStep step = Small.step(Small.config(type));
            Map<String, float[]> before = new TreeMap<>();
            Map<String, Integer> origin = new TreeMap<>();
            for (int i = 0; i < 3 * step.pieces(); i++) {
                all(step, 2).forEach((name, tensor) -> {
                    boolean changed = !Arrays.equals(tensor.data(), before.put(name, tensor.data()));
                    Integer said = origin.put(name, tensor.step());
                    boolean summing = step.model().parameters().contains(name.replaceFirst("^grad\\.", ""));
                    if (changed && said != null && tensor.step() == said && !summing) {
                        throw new AssertionError(name + " changed at piece " + step.piece() + " but is still of step " + said);
                    }
                    assertThat(tensor.step()).as(name).isLessThanOrEqualTo(step.step()).isNotNegative();
                });
                step.advance(RATE);
            }
            assertThat(before.keySet()).contains("logits", "grad.logits", "loss.probs", "grad.embed.wte", "adam.m.embed.wte");
        }
    }

    @Test
    void beforeTheUpdateAllThatIsShownIsOfThisStep() {
        for (String type : Models.REGISTRY.names()) {
            TrainingStep step = Small.step(Small.config(type));
            advance(step, 2 * step.pieces() - 1);
            assertThat(all(step, 2).values()).extracting(TensorSnapshot::step).containsOnly(1);
        }
    }

    @Test
    void inTheMiddleOfAStepWhatIsStillToComeIsMarkedOlder() {
        TrainingStep step = Small.step(Small.config("gpt", "contextLength", 6));   // so that all batches have one length
        advance(step, step.pieces() + 3);   // batch, embed, blocks.0 of step 1
        Map<String, TensorSnapshot> t = all(step, 2);
        assertThat(t.get("embed.out").step()).isEqualTo(1);
        assertThat(t.get("blocks.0.attn.pattern").step()).isEqualTo(1);
        assertThat(t.get("blocks.1.attn.pattern").step()).isZero();
        assertThat(t.get("logits").step()).isZero();
        assertThat(t.get("loss.probs").step()).isZero();
        assertThat(t.get("grad.blocks.0.resid_pre").step()).isZero();
        assertThat(t.get("grad.embed.wte").step()).isZero();
        assertThat(t.get("param.embed.wte").step()).isEqualTo(1);
        assertThat(t.get("adam.m.embed.wte").step()).isEqualTo(1);
        advance(step, 5);   // blocks.1, final_norm, head, loss, backward of head
        t = all(step, 2);
        assertThat(t.get("loss.probs").step()).isEqualTo(1);
        assertThat(t.get("grad.logits").step()).isEqualTo(1);
        assertThat(t.get("grad.final_norm.in").step()).isZero();
        assertThat(t.get("grad.embed.wte").step()).as("being summed").isEqualTo(1);
    }

    @Test
    void afterARestoredStateNothingOfAnotherStepIsShown() {
        TrainingStep step = Small.step(Small.config("gpt"));
        advance(step, 5 * step.pieces() - 1);
        step.restoredTo(2);
        assertThat(all(step, 2).keySet()).allMatch(name -> name.startsWith("param.") || name.startsWith("adam."));
        assertThat(step.loss()).isNaN();
    }

    @Test
    void shardsAreShownAsOneBatch() {
        RunConfig config = Small.config("hrm", "normOrder", "post");
        TrainingStep two = Small.step(config);
        TrainingStep one = Small.step(Small.withShards(config, 1));
        TrainingStep four = Small.step(Small.withShards(config, 4));
        for (TrainingStep step : List.of(one, two, four)) {
            advance(step, step.pieces() - 1);
        }
        Map<String, TensorSnapshot> whole = all(one, 1);
        for (var parts : List.of(all(two, 2), all(four, 4))) {
            assertThat(parts.keySet()).isEqualTo(whole.keySet());
            whole.forEach((name, tensor) -> {
                TensorSnapshot same = parts.get(name);
                assertThat(same.shape()).as(name).isEqualTo(tensor.shape());
                assertThat(same.data()).as(name).hasSize(tensor.shape().count());
                for (int i = 0; i < same.data().length; i++) {
                    if (same.data()[i] != tensor.data()[i]) {   // -infinity has no distance
                        assertThat(same.data()[i]).as(name + " " + i).isCloseTo(tensor.data()[i], within(2e-5f));
                    }
                }
            });
        }
    }

    @Test
    void theGradientShownIsThatOfTheWholeBatchBeforeAndAfterClip() {
        RunConfig config = Small.config("gpt");
        TrainingStep step = Small.step(config);
        advance(step, step.pieces() - 2);
        float[] before = all(step, 2).get("grad.embed.wte").data();
        step.advance(RATE);
        float[] after = all(step, 2).get("grad.embed.wte").data();
        double factor = Math.min(1, config.optimizer().clipNorm() / step.norms().global());
        for (int i = 0; i < before.length; i++) {
            assertThat((double) after[i]).isCloseTo(before[i] * factor, within(1e-6));
        }
    }

    @Test
    void theLossIsTheMeanOverThePositionsThatCountInAllShards() {
        TrainingStep step = Small.step(Small.config("gpt"));
        advance(step, 7);
        float[] nats = all(step, 2).get("loss.nats").data();
        double sum = 0;
        int count = 0;
        for (int i = 0; i < nats.length; i++) {
            sum += nats[i];
            count += step.targets()[i] == Batches.IGNORED ? 0 : 1;
        }
        assertThat(count).isLessThan(nats.length);
        assertThat(step.loss()).isCloseTo(sum / count, within(1e-6));
    }

    @Test
    void aNumberThatIsNotFiniteStopsBeforeTheUpdateAndIsNamed() {
        TrainingStep step = Small.step(Small.config("gpt"));
        Parameter gain = step.model().parameters().get("blocks.1.norm2.gain");
        advance(step, step.pieces());
        gain.value().data[3] = Float.NaN;
        long before = step.hash();
        advance(step, step.pieces() - 2);
        for (int i = 0; i < 2; i++) {   // asking again changes nothing
            assertThatThrownBy(() -> step.advance(RATE)).isInstanceOfSatisfying(DivergedException.class, e -> {
                assertThat(e.tensor()).isEqualTo("param.blocks.1.norm2.gain");
                assertThat(e.step()).isEqualTo(1);
            }).hasMessage("step 1 met a number that is not finite, first in param.blocks.1.norm2.gain; the weights were not "
                    + "changed: go back a few steps and lower the learning rate there");
        }
        assertThat(step.hash()).isEqualTo(before);
        assertThat(step.piece()).isEqualTo(step.pieces() - 2);
    }

    @Test
    void theFirstOfTheActivationsIsNamedWhereTheWeightsAreFinite() {
        TrainingStep step = Small.step(Small.config("gpt"));
        Arrays.fill(step.model().parameters().get("blocks.0.mlp.up.weight").value().data, 1e38f);
        assertThatThrownBy(() -> advance(step, step.pieces())).isInstanceOfSatisfying(DivergedException.class,
                e -> assertThat(e.tensor()).isEqualTo("blocks.0.mlp.up"));
    }

    /** Batches that say how many positions count, whatever they hold. */
    private record Miscounted(Batches real, long count) implements Batches {
        @Override
        public int batchSize() {
            return real.batchSize();
        }

        @Override
        public int time() {
            return real.time();
        }

        @Override
        public int stepsPerEpoch() {
            return real.stepsPerEpoch();
        }

        @Override
        public long fill(int step, int[] tokens, int[] targets) {
            real.fill(step, tokens, targets);
            return count;
        }

        @Override
        public int evaluationBatches() {
            return real.evaluationBatches();
        }

        @Override
        public long fillEvaluation(int index, int[] tokens, int[] targets) {
            return real.fillEvaluation(index, tokens, targets);
        }

        @Override
        public double lossFloor() {
            return real.lossFloor();
        }

        @Override
        public List<String> notes() {
            return real.notes();
        }
    }

    @Test
    void amongGradientsTheOneNearestToTheLossIsNamed() {
        RunConfig config = Small.config("gpt");
        RunData data = Small.data(config);
        StageData first = data.stages().getFirst();
        StageData wrong = new StageData(first.config(), new Miscounted(first.train(), 0), null, first.steps());
        TrainingStep step = new TrainingStep(Models.create(config.model().withVocabulary(data.tokenizer().vocabSize()),
                new Draws(1)), config, new RunData(data.tokenizer(), List.of(wrong), data.sources()),
                new ShardWorkers(1));
        assertThatThrownBy(() -> advance(step, step.pieces())).isInstanceOfSatisfying(DivergedException.class,
                e -> assertThat(e.tensor()).isEqualTo("grad.logits"));
    }
}
