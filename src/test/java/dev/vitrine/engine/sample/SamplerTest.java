package dev.vitrine.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SamplerTest {
    private static final int VOCABULARY = 13;

    private final Sampler sampler = new Sampler(Backends.create("simd"));
    private final float[] logits = Tiny.gaussian("logits", 3, VOCABULARY, 1.5).data;

    private Choice choose(Sampling sampling, int position) {
        return sampler.choose(logits, VOCABULARY, VOCABULARY, sampling, TextSoFar.given(new int[position]));
    }

    private float logit(int token) {
        return logits[VOCABULARY + token];
    }

    private static double sum(float[] p) {
        double sum = 0;
        for (float x : p) {
            sum += x;
        }
        return sum;
    }

    private static int kept(float[] p) {
        int n = 0;
        for (float x : p) {
            n += x > 0 ? 1 : 0;
        }
        return n;
    }

    @Test
    void temperatureZeroTakesTheMostProbableTokenWithoutADraw() {
        Choice choice = choose(Sampling.GREEDY, 0);
        for (int i = 0; i < VOCABULARY; i++) {
            assertThat(logit(i)).isLessThanOrEqualTo(logit(choice.token()));
        }
        assertThat(choice.u()).isNaN();
        assertThat(choice.finals()[choice.token()]).isEqualTo(1f);
        assertThat(kept(choice.finals())).isEqualTo(1);
    }

    @Test
    void theLowestIdWinsAmongEquals() {
        float[] even = {1, 3, 2, 3, 3};
        assertThat(sampler.choose(even, 0, 5, Sampling.GREEDY, TextSoFar.given()).token()).isEqualTo(1);
        assertThat(sampler.choose(even, 0, 5, new Sampling(1, 2, 1), TextSoFar.given()).finals()).containsExactly(0, 0.5f, 0, 0.5f, 0);
    }

    @Test
    void aSmallTemperatureIsAlmostGreedyHoweverSmall() {
        int best = choose(Sampling.GREEDY, 0).token();
        for (double temperature : new double[] {1e-3, 1e-10, 1e-37, 1e-39, 1e-300, Double.MIN_VALUE}) {
            Choice choice = choose(new Sampling(temperature, 0, 1), 0);
            assertThat(choice.token()).as("at " + temperature).isEqualTo(best);
            assertThat(choice.finals()[best]).as("at " + temperature).isEqualTo(1f);
        }
    }

    @Test
    void probabilitiesSumToOneAndAreThoseOfTheFormula() {
        for (double temperature : new double[] {0.1, 0.7, 1, 2, 100}) {
            for (int topK : new int[] {0, 1, 5, VOCABULARY, VOCABULARY + 1}) {
                Choice choice = choose(new Sampling(temperature, topK, 1), 0);
                assertThat(sum(choice.base())).isCloseTo(1, within(1e-6));
                assertThat(sum(choice.finals())).isCloseTo(1, within(1e-6));
                int other = (choice.token() + 1) % VOCABULARY;
                if (choice.finals()[other] > 1e-6) {
                    double ratio = Math.exp((logit(choice.token()) - logit(other)) / temperature);
                    assertThat(choice.finals()[choice.token()] / choice.finals()[other]).isCloseTo((float) ratio,
                            within((float) ratio * 1e-4f));
                }
            }
        }
    }

    @Test
    void topKKeepsTheKMostProbableTokens() {
        for (int k = 1; k <= VOCABULARY; k++) {
            float[] finals = choose(new Sampling(1.3, k, 1), 0).finals();
            assertThat(kept(finals)).isEqualTo(k);
            for (int in = 0; in < VOCABULARY; in++) {
                for (int out = 0; out < VOCABULARY; out++) {
                    if (finals[in] > 0 && finals[out] == 0) {
                        assertThat(logit(in)).isGreaterThanOrEqualTo(logit(out));
                    }
                }
            }
        }
    }

    @Test
    void drawsAreDistributedAsTheProbabilitiesThatAreShown() {
        for (int topK : new int[] {0, 6}) {
            int[] counts = new int[VOCABULARY];
            int n = 20_000;
            Sampling sampling = new Sampling(1.2, topK, 5);
            float[] p = choose(sampling, 0).finals();
            for (int position = 0; position < n; position++) {
                counts[choose(sampling, position).token()]++;
            }
            double chiSquare = 0;
            for (int i = 0; i < VOCABULARY; i++) {
                if (p[i] == 0) {
                    assertThat(counts[i]).as("token " + i + " was left out").isZero();
                } else {
                    chiSquare += Math.pow(counts[i] - n * p[i], 2) / (n * p[i]);
                }
            }
            assertThat(chiSquare).as("above 32.9 once in 1,000 for 12 degrees of freedom").isLessThan(32.9);
        }
    }

    /** The penalties as their formulas stand, in double precision, without a line of what is tested. */
    private float[] penalised(int[] ids, int prompt) {
        double[] x = new double[VOCABULARY];
        for (int i = 0; i < VOCABULARY; i++) {
            int all = 0;
            int written = 0;
            boolean repeats = false;
            for (int at = 0; at < ids.length; at++) {
                all += ids[at] == i ? 1 : 0;
                written += at >= prompt && ids[at] == i ? 1 : 0;
                repeats |= at > 0 && ids[at - 1] == ids[ids.length - 1] && ids[at] == i;
            }
            double logit = logit(i) + (i == 4 ? 1.5 : 0);
            logit = all == 0 ? logit : logit > 0 ? logit / 1.3 : logit * 1.3;
            logit -= (written > 0 ? 0.4 : 0) + 0.3 * written;
            x[i] = repeats ? Double.NEGATIVE_INFINITY : logit / 0.8;
        }
        double least = Arrays.stream(x).sorted().skip(VOCABULARY - 8).findFirst().orElseThrow();
        double sum = Arrays.stream(x).filter(v -> v >= least).map(Math::exp).sum();
        float[] p = new float[VOCABULARY];
        for (int i = 0; i < VOCABULARY; i++) {
            p[i] = x[i] < least ? 0 : (float) (Math.exp(x[i]) / sum);
        }
        return p;
    }

    @Test
    void aHundredThousandDrawsThroughEveryPenaltyAreDistributedAsTheFormulasSay() {
        int[] ids = {2, 7, 3, 7, 5, 5, 0, 7};
        int prompt = 3;
        Sampling sampling = new Sampling(0.8, 8, 0).withLogitBias(Map.of(4, 1.5)).withRepetitionPenalty(1.3).withPresencePenalty(0.4)
                .withFrequencyPenalty(0.3).withNoRepeatNgram(2);
        float[] p = penalised(ids, prompt);
        assertThat(p[3]).as("7 3 stands there already").isZero();
        int[] counts = new int[VOCABULARY];
        for (int seed = 0; seed < 100_000; seed++) {
            counts[sampler.choose(logits, VOCABULARY, VOCABULARY, sampling.withSeed(seed), new TextSoFar(ids, prompt, ids.length)).token()]++;
        }
        assertThat(ChiSquare.of(counts, p)).as("above 24.3 once in 1,000 for 7 degrees of freedom").isLessThan(24.3);
    }

    @Test
    void theDrawIsTheFirstTokenWhoseCumulativeProbabilityExceedsIt() {
        for (int position = 0; position < 200; position++) {
            Choice choice = choose(new Sampling(1, 0, 3), position);
            double before = 0;
            for (int i = 0; i < choice.token(); i++) {
                before += choice.finals()[i];
            }
            assertThat(choice.u()).isBetween(before, before + choice.finals()[choice.token()]);
        }
    }

    @Test
    void theSameSeedDrawsTheSameAndAnotherDoesNot() {
        StringBuilder first = new StringBuilder();
        StringBuilder again = new StringBuilder();
        StringBuilder other = new StringBuilder();
        for (int position = 0; position < 50; position++) {
            first.append(choose(new Sampling(1, 0, 3), position).token()).append(' ');
            again.append(choose(new Sampling(1, 0, 3), position).token()).append(' ');
            other.append(choose(new Sampling(1, 0, 4), position).token()).append(' ');
        }
        assertThat(again.toString()).isEqualTo(first.toString()).isNotEqualTo(other.toString());
    }

    @Test
    void lossIsThatOfTheModelsOwnProbability() {
        Choice choice = choose(new Sampling(2, 3, 3), 0);
        assertThat(choice.lossNats()).isCloseTo(-Math.log(choice.base()[choice.token()]), within(1e-12));
    }

    @Test
    void senselessSettingsAreRefused() {
        assertThatThrownBy(() -> new Sampling(-1, 0, 1))
                .hasMessage("temperature must be from 0 (most probable token) to 100, got -1.0");
        assertThatThrownBy(() -> new Sampling(Double.NaN, 0, 1)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> new Sampling(101, 0, 1)).hasMessageContaining("got 101.0");
        assertThatThrownBy(() -> new Sampling(1, -1, 1)).hasMessage("top_k must be 0 (all tokens) or more, got -1");
    }
}
