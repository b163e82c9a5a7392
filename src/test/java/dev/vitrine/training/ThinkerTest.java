package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.DropoutConfig;
import dev.vitrine.engine.layer.ExpertsConfig;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.model.ReasoningConfig;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.tensor.Weights;
import dev.vitrine.training.Thought.Update;
import dev.vitrine.training.WhatIf.Disturbance;
import dev.vitrine.training.WhatIf.Edit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ThinkerTest {
    private static final int CELLS = 16;
    private static final int SYMBOLS = 6;
    private static final int CHANNELS = 16;
    private static final int HEADS = 2;
    private static final int SEGMENTS = 3;
    private static final WhatIf PLAIN = WhatIf.none(SEGMENTS, 2, 2);

    private final Kernels kernels = Backends.create("ejml");
    private final List<int[]> questions = questions(4);

    private static ModelConfig config(String type) {
        return new ModelConfig(type, SYMBOLS, CELLS, 2, HEADS, CHANNELS, 32, "swiglu", "rms_norm", 1e-5, "post", "rope", 10000, false,
                false, 2, 2, "last_cycle", AttentionConfig.DEFAULT, ExpertsConfig.DEFAULT, DropoutConfig.DEFAULT, ReasoningConfig.ENABLED);
    }

    private static Command.WeightsAt weights(String type) {
        Model model = Models.create(config(type), new Draws(7));
        return new Command.WeightsAt(model, Weights.LIVE, 5);
    }

    private static List<int[]> questions(int count) {
        Random random = new Random(3);
        List<int[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(random.ints(CELLS, 1, SYMBOLS).toArray());
        }
        return all;
    }

    private Thought thought(String type, WhatIf how) {
        return new Thinker(weights(type), kernels).think(questions.subList(0, 1), how).getFirst();
    }

    /** A pass of the engine, led by hand from segment to segment. */
    private final class Hand {
        private final ReasoningPass pass;

        Hand(Command.WeightsAt from) {
            pass = (ReasoningPass) from.model().newPass(PassContext.evaluation(1, CELLS, from.weights(), kernels));
            System.arraycopy(questions.getFirst(), 0, pass.tokens(), 0, CELLS);
            for (int level = 0; level < pass.levels().size(); level++) {
                begin(level, level);
            }
        }

        void begin(int level, int start) {
            for (int i = 0; i < CELLS * CHANNELS; i++) {
                pass.carried(level).data[i] = pass.start(start).data[i % CHANNELS];
            }
        }

        /** Returns the logits. */
        float[] segment() {
            pass.forward();
            for (int level = 0; level < pass.levels().size(); level++) {
                System.arraycopy(pass.state(level).data, 0, pass.carried(level).data, 0, CELLS * CHANNELS);
            }
            return pass.logits().data.clone();
        }
    }

    private static float[] said(Thought thought, int segment) {
        return thought.updates().stream().filter(u -> u.segment() == segment).toList().getLast().logits();
    }

    @Test
    void everyUpdateOfEverySegmentIsThereInTheOrderOfTheModel() {
        Thought thought = thought(Models.HRM, PLAIN);

        assertThat(thought.updates()).hasSize(SEGMENTS * (2 * 2 + 2));
        assertThat(thought.ends()).hasSize(SEGMENTS);
        assertThat(thought.starts()).extracting(Thought.Start::level).containsExactly("z_L", "z_H");
        assertThat(thought.updates().subList(6, 12)).extracting(u -> u.segment() + "." + u.cycle() + "." + u.step() + " " + u.level()
                + " " + u.differentiated()).containsExactly("1.0.0 z_L false", "1.0.1 z_L false", "1.0.-1 z_H false", "1.1.0 z_L true",
                "1.1.1 z_L true", "1.1.-1 z_H true");
        assertThat(thought.state()).isEqualTo(5);
        assertThat(thought.vocabulary()).isEqualTo(SYMBOLS);
    }

    @Test
    void answersAndHaltingAreThoseOfThePassLedByHand() {
        Thought thought = thought(Models.HRM, PLAIN);
        Hand hand = new Hand(weights(Models.HRM));

        for (int m = 0; m < SEGMENTS; m++) {
            assertThat(hand.segment()).containsExactly(said(thought, m));
            assertThat(thought.ends().get(m).qHalt()).isEqualTo(hand.pass.q().get(0, 0));
            assertThat(thought.ends().get(m).qContinue()).isEqualTo(hand.pass.q().get(0, 1));
        }
        assertThat(thought.updates().getLast().state()).containsExactly(hand.pass.state(1).data);
    }

    /** One more update of the high level is what comes next after the last low step of a cycle. */
    @Test
    void thePreliminaryAnswerOfTheLastLowStepIsTheAnswerOfTheHighUpdateThatFollows() {
        List<Update> updates = thought(Models.HRM, PLAIN).updates();

        for (int i = 0; i < updates.size(); i++) {
            Update update = updates.get(i);
            if (update.step() < 0) {
                assertThat(update.preliminary()).isSameAs(update.logits());
            } else if (update.step() == 1) {
                assertThat(update.preliminary()).containsExactly(updates.get(i + 1).logits());
                assertThat(update.logits()).isNotEqualTo(update.preliminary());
            }
        }
    }

    @Test
    void aPuzzleIsThoughtAboutInABatchAsItIsAlone() {
        Thinker thinker = new Thinker(weights(Models.HRM), kernels);
        List<Thought> together = thinker.think(questions, PLAIN);

        for (int i = 0; i < questions.size(); i++) {
            Thought alone = thinker.think(questions.subList(i, i + 1), PLAIN).getFirst();
            for (int k = 0; k < alone.updates().size(); k++) {
                assertThat(together.get(i).updates().get(k).state()).usingComparatorWithPrecision(1e-4f)
                        .containsExactly(alone.updates().get(k).state());
            }
        }
    }

    @Test
    void answersAloneAreTheLikeliestOfTheThought() {
        Thinker thinker = new Thinker(weights(Models.HRM), kernels);
        int[][][] answers = thinker.answers(questions, PLAIN);
        List<Thought> thoughts = thinker.think(questions, PLAIN);

        assertThat(answers).hasNumberOfRows(SEGMENTS);
        for (int m = 0; m < SEGMENTS; m++) {
            for (int b = 0; b < questions.size(); b++) {
                assertThat(answers[m][b]).containsExactly(likeliest(said(thoughts.get(b), m)));
            }
        }
    }

    private static int[] likeliest(float[] logits) {
        int[] all = new int[CELLS];
        for (int row = 0; row < CELLS; row++) {
            for (int v = 0; v < SYMBOLS; v++) {
                all[row] = logits[row * SYMBOLS + v] > logits[row * SYMBOLS + all[row]] ? v : all[row];
            }
        }
        return all;
    }

    @Test
    void aStateThatIsZeroedIsZeroForTheUpdateThatComes() {
        Thought thought = thought(Models.HRM, what(new Disturbance(1, 0, 0, "z_L", 0, 0, 0)));
        Thought plain = thought(Models.HRM, PLAIN);
        Hand hand = new Hand(weights(Models.HRM));

        assertThat(said(thought, 0)).containsExactly(said(plain, 0)).containsExactly(hand.segment());
        Arrays.fill(hand.pass.carried(0).data, 0);
        assertThat(said(thought, 1)).containsExactly(hand.segment()).isNotEqualTo(said(plain, 1));
    }

    private static WhatIf what(Disturbance disturbance) {
        return new WhatIf(SEGMENTS, 2, 2, false, List.of(disturbance), List.of());
    }

    @Test
    void noiseIsThatOfItsSeedAndNoneOfItChangesNothing() {
        Thought plain = thought(Models.HRM, PLAIN);

        assertThat(said(thought(Models.HRM, what(new Disturbance(1, 1, -1, "z_H", 1, 0, 9))), 2)).containsExactly(said(plain, 2));
        float[] noisy = said(thought(Models.HRM, what(new Disturbance(1, 1, -1, "z_H", 1, 0.5, 9))), 2);
        assertThat(noisy).containsExactly(said(thought(Models.HRM, what(new Disturbance(1, 1, -1, "z_H", 1, 0.5, 9))), 2));
        assertThat(noisy).isNotEqualTo(said(thought(Models.HRM, what(new Disturbance(1, 1, -1, "z_H", 1, 0.5, 10))), 2));
        assertThat(noisy).isNotEqualTo(said(plain, 2));
        assertThatThrownBy(() -> new Disturbance(0, 0, 0, "z_L", 1, -1, 0)).hasMessageContaining("0 to 100");
    }

    @Test
    void swappedStartsBeginWithEachOther() {
        Thought thought = thought(Models.HRM, new WhatIf(SEGMENTS, 2, 2, true, List.of(), List.of()));
        Hand hand = new Hand(weights(Models.HRM));
        hand.begin(0, 1);
        hand.begin(1, 0);

        assertThat(said(thought, 0)).containsExactly(hand.segment());
    }

    @Test
    void aGivenThatChangesInTheMiddleChangesWhatComesAfterOnly() {
        Thought plain = thought(Models.HRM, PLAIN);
        int other = questions.getFirst()[3] % (SYMBOLS - 1) + 1;
        Thought thought = thought(Models.HRM, new WhatIf(SEGMENTS, 2, 2, false, List.of(), List.of(new Edit(1, 3, other))));
        Hand hand = new Hand(weights(Models.HRM));

        assertThat(said(thought, 0)).containsExactly(said(plain, 0)).containsExactly(hand.segment());
        hand.pass.tokens()[3] = other;
        assertThat(said(thought, 1)).containsExactly(hand.segment()).isNotEqualTo(said(plain, 1));
    }

    @Test
    void otherCyclesUseTheSameWeights() {
        Command.WeightsAt own = weights(Models.HRM);
        Thought thought = new Thinker(own, kernels).think(questions.subList(0, 1), WhatIf.none(2, 1, 3)).getFirst();
        Model other = Models.create(config(Models.HRM).withCycles(1, 3), new Draws(7));       // the same seed, so the same weights

        Hand hand = new Hand(new Command.WeightsAt(other, Weights.LIVE, 0));
        assertThat(thought.updates()).hasSize(2 * 4);
        assertThat(said(thought, 0)).containsExactly(hand.segment());
        assertThat(said(thought, 1)).containsExactly(hand.segment());
    }

    @Test
    void thePlainTransformerMakesOneUpdateAndDoesNotHalt() {
        Command.WeightsAt own = weights(Models.GPT);
        Thought thought = new Thinker(own, kernels).think(questions.subList(0, 1), PLAIN).getFirst();
        ModelPass pass = own.model().newPass(PassContext.evaluation(1, CELLS, own.weights(), kernels));
        System.arraycopy(questions.getFirst(), 0, pass.tokens(), 0, CELLS);
        pass.forward();

        assertThat(thought.updates()).hasSize(1);
        assertThat(thought.ends()).isEmpty();
        assertThat(thought.starts()).isEmpty();
        assertThat(thought.updates().getFirst().logits()).containsExactly(pass.logits().data);
        assertThat(thought.updates().getFirst().state()).hasSize(CELLS * CHANNELS);
    }

    @Test
    void aLoopedTransformerHasOneStateAndTrmTwoOfOneNet() {
        assertThat(thought(Models.LOOPED, PLAIN).updates()).hasSize(SEGMENTS).allMatch(u -> u.level().equals("z") && u.differentiated());
        assertThat(thought(Models.TRM, PLAIN).updates()).hasSize(SEGMENTS * 6).extracting(Update::level).contains("z_L", "z_H");
    }

    @Test
    void everyHeadOfEveryBlockLooksWithProbabilities() {
        for (String type : List.of(Models.GPT, Models.HRM, Models.LOOPED)) {
            Thinker thinker = new Thinker(weights(type), kernels);
            Thought thought = thinker.think(questions.subList(0, 1), PLAIN).getFirst();
            List<float[]> first = thinker.patterns(questions.getFirst(), PLAIN, thought.updates().getFirst());
            List<float[]> last = thinker.patterns(questions.getFirst(), PLAIN, thought.updates().getLast());

            assertThat(last).hasSize(type.equals(Models.HRM) ? 1 : 2);
            for (float[] pattern : last) {
                assertThat(pattern).hasSize(HEADS * CELLS * CELLS);
                for (int row = 0; row < HEADS * CELLS; row++) {
                    double sum = 0;
                    for (int k = 0; k < CELLS; k++) {
                        sum += pattern[row * CELLS + k];
                    }
                    assertThat(sum).isCloseTo(1, within(1e-5));
                }
            }
            if (!type.equals(Models.GPT)) {
                assertThat(first.getFirst()).isNotEqualTo(last.getFirst());
            }
        }
    }

    @Test
    void whatCannotBeSaysWhatWouldBeRight() {
        assertThatThrownBy(() -> WhatIf.none(0, 2, 2)).hasMessage("segments must be from 1 to 64, got 0");
        assertThatThrownBy(() -> WhatIf.none(1, 2, 65)).hasMessageContaining("cycles of the low level");
    }
}
