package dev.vitrine.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each processor over random logits and texts, against its definition worked in double. */
final class ProcessorsTest {
    private static final int V = 17;
    private static final int ROWS = 40;

    private final Kernels kernels = Backends.create("simd");
    private final Sampler sampler = new Sampler(kernels);

    /** One row of random logits and the text before it. */
    private record Case(float[] logits, TextSoFar text) {
        int[] prompt() {
            return Arrays.copyOf(text.ids(), text.prompt());
        }

        int[] written() {
            return Arrays.copyOfRange(text.ids(), text.prompt(), text.length());
        }
    }

    private static void forEachCase(Consumer<Case> test) {
        for (int row = 0; row < ROWS; row++) {
            double spread = new double[] {0.3, 1, 3, 8}[row % 4];
            int[] ids = Tiny.tokens("text " + row, 12 + row % 9, V);
            test.accept(new Case(Tiny.gaussian("row " + row, 1, V, spread).data, new TextSoFar(ids, 1 + row % 7, 8 + row % 5)));
        }
    }

    private Choice choose(Case c, Sampling sampling) {
        return sampler.choose(c.logits, 0, V, sampling, c.text);
    }

    private static double[] softmax(double[] x) {
        double max = Arrays.stream(x).max().orElseThrow();
        double[] e = Arrays.stream(x).map(v -> Math.exp(v - max)).toArray();
        double sum = Arrays.stream(e).sum();
        return Arrays.stream(e).map(v -> v / sum).toArray();
    }

    private static double[] doubles(float[] x) {
        double[] all = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            all[i] = x[i];
        }
        return all;
    }

    private static void same(float[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("token " + i).isCloseTo(expected[i], within(1e-5));
        }
    }

    private static double mass(float[] base, float[] finals) {
        double sum = 0;
        for (int i = 0; i < base.length; i++) {
            sum += finals[i] > 0 ? base[i] : 0;
        }
        return sum;
    }

    /** What is left keeps its proportions. */
    private static void proportional(float[] base, float[] finals) {
        double mass = mass(base, finals);
        for (int i = 0; i < base.length; i++) {
            if (finals[i] > 0) {
                assertThat((double) finals[i]).isCloseTo(base[i] / mass, within(1e-5));
            }
        }
    }

    private static long count(int[] ids, int token) {
        return Arrays.stream(ids).filter(id -> id == token).count();
    }

    @Test
    void theOrderIsThatOfHuggingFace() {
        assertThat(Processors.REGISTRY.names()).containsExactly("logit_bias", "repetition_penalty", "presence_penalty",
                "frequency_penalty", "no_repeat_ngram", "temperature", "top_k", "top_p", "min_p", "typical_p");
    }

    @Test
    void theRepetitionPenaltyWeakensEveryTokenOfTheTextAndOfThePrompt() {
        forEachCase(c -> {
            double[] logits = doubles(c.logits);
            for (int i = 0; i < V; i++) {
                boolean there = count(c.prompt(), i) + count(c.written(), i) > 0;
                logits[i] = !there ? logits[i] : logits[i] > 0 ? logits[i] / 1.7 : logits[i] * 1.7;
            }
            Choice choice = choose(c, Sampling.DEFAULT.withRepetitionPenalty(1.7));
            same(choice.finals(), softmax(logits));
            assertThat(choice.finals()).isNotEqualTo(choice.base());
        });
    }

    @Test
    void thePresencePenaltyIsTakenOnceFromEachWrittenTokenAndNotFromThePrompt() {
        forEachCase(c -> {
            double[] logits = doubles(c.logits);
            for (int i = 0; i < V; i++) {
                logits[i] -= count(c.written(), i) > 0 ? 0.8 : 0;
            }
            same(choose(c, Sampling.DEFAULT.withPresencePenalty(0.8)).finals(), softmax(logits));
        });
    }

    @Test
    void theFrequencyPenaltyIsTakenForEachTime() {
        forEachCase(c -> {
            double[] logits = doubles(c.logits);
            for (int i = 0; i < V; i++) {
                logits[i] -= 0.6 * count(c.written(), i);
            }
            same(choose(c, Sampling.DEFAULT.withFrequencyPenalty(0.6)).finals(), softmax(logits));
        });
    }

    @Test
    void theLogitBiasIsAddedToTheLogitsItNames() {
        forEachCase(c -> {
            double[] logits = doubles(c.logits);
            logits[3] += 2.5;
            logits[11] -= 4;
            same(choose(c, Sampling.DEFAULT.withLogitBias(Map.of(3, 2.5, 11, -4.0))).finals(), softmax(logits));
        });
        forEachCase(c -> assertThat(choose(c, Sampling.GREEDY.withLogitBias(Map.of(5, 1000.0))).token()).isEqualTo(5));
    }

    @Test
    void aBiasOutsideTheVocabularyIsRefused() {
        forEachCase(c -> assertThatThrownBy(() -> choose(c, Sampling.DEFAULT.withLogitBias(Map.of(17, 1.0))))
                .hasMessage("logit_bias names token 17, but the vocabulary has tokens 0 to 16"));
    }

    @Test
    void noNgramOfTheTextIsEverCompletedAgain() {
        for (int n = 1; n <= 4; n++) {
            int order = n;
            forEachCase(c -> {
                int[] text = Arrays.copyOf(c.text.ids(), c.text.length());
                text[text.length - 2] = text[1];   // so that there is something to repeat
                text[text.length - 1] = text[2];
                float[] finals = choose(new Case(c.logits, TextSoFar.given(text)), Sampling.DEFAULT.withNoRepeatNgram(order)).finals();
                for (int token = 0; token < V; token++) {
                    int[] longer = Arrays.copyOf(text, text.length + 1);
                    longer[text.length] = token;
                    int[] last = Arrays.copyOfRange(longer, longer.length - order, longer.length);
                    boolean had = false;
                    for (int i = 0; i + order <= text.length; i++) {
                        had |= Arrays.equals(Arrays.copyOfRange(text, i, i + order), last);
                    }
                    assertThat(finals[token] == 0).as("token " + token + " ends a sequence that was there").isEqualTo(had);
                }
            });
        }
    }

    @Test
    void whereEveryTokenWouldRepeatAllStay() {
        Case all = new Case(Tiny.gaussian("row", 1, V, 1).data, TextSoFar.given(IntStream.range(0, V).toArray()));
        Choice choice = choose(all, Sampling.DEFAULT.withNoRepeatNgram(1));
        same(choice.finals(), softmax(doubles(all.logits)));
        assertThat(choice.stages()).hasSize(1);
    }

    @Test
    void aTextShorterThanTheNgramForbidsNothing() {
        Case c = new Case(Tiny.gaussian("row", 1, V, 1).data, TextSoFar.given(3, 3));
        assertThat(choose(c, Sampling.DEFAULT.withNoRepeatNgram(4)).finals()).doesNotContain(0f);
    }

    @Test
    void topPKeepsTheFewestMostProbableTokensOfItsMass() {
        for (double p : new double[] {1e-9, 0.1, 0.5, 0.9, 0.999}) {
            forEachCase(c -> {
                Choice choice = choose(c, Sampling.DEFAULT.withTopP(p));
                proportional(choice.base(), choice.finals());
                assertThat(mass(choice.base(), choice.finals())).isGreaterThanOrEqualTo(p - 1e-6);
                float least = 1;
                for (int i = 0; i < V; i++) {
                    least = choice.finals()[i] > 0 ? Math.min(least, choice.base()[i]) : least;
                }
                assertThat(mass(choice.base(), choice.finals()) - least).as("one fewer is too few").isLessThan(p + 1e-6);
                for (int i = 0; i < V; i++) {
                    assertThat(choice.finals()[i] == 0 && choice.base()[i] > least).isFalse();
                }
            });
        }
    }

    @Test
    void minPKeepsWhatIsNotMuchLessProbableThanTheBest() {
        for (double p : new double[] {0.01, 0.1, 0.5, 1}) {
            forEachCase(c -> {
                Choice choice = choose(c, Sampling.DEFAULT.withMinP(p));
                proportional(choice.base(), choice.finals());
                double best = Arrays.stream(doubles(choice.base())).max().orElseThrow();
                for (int i = 0; i < V; i++) {
                    if (Math.abs(choice.base()[i] - p * best) > 1e-6) {
                        assertThat(choice.finals()[i] > 0).isEqualTo(choice.base()[i] > p * best);
                    }
                }
                assertThat(choice.finals()[(int) best(choice.base())]).isPositive();
            });
        }
    }

    private static double best(float[] p) {
        int best = 0;
        for (int i = 1; i < p.length; i++) {
            best = p[i] > p[best] ? i : best;
        }
        return best;
    }

    @Test
    void typicalKeepsTheTokensNearestToTheExpectedInformation() {
        for (double mass : new double[] {1e-9, 0.2, 0.6, 0.95}) {
            forEachCase(c -> {
                Choice choice = choose(c, Sampling.DEFAULT.withTypicalP(mass));
                proportional(choice.base(), choice.finals());
                double[] p = softmax(doubles(c.logits));
                double entropy = Arrays.stream(p).map(x -> -x * Math.log(x)).sum();
                double furthestIn = 0;
                double nearestOut = Double.POSITIVE_INFINITY;
                double furthestMass = 0;
                for (int i = 0; i < V; i++) {
                    double distance = Math.abs(-Math.log(p[i]) - entropy);
                    if (choice.finals()[i] == 0) {
                        nearestOut = Math.min(nearestOut, distance);
                    } else if (distance >= furthestIn) {
                        furthestIn = distance;
                        furthestMass = p[i];
                    }
                }
                assertThat(furthestIn).isLessThanOrEqualTo(nearestOut + 1e-5);
                double in = mass(choice.base(), choice.finals());
                assertThat(in).isGreaterThanOrEqualTo(mass - 1e-5);
                assertThat(in - furthestMass).isLessThan(mass + 1e-5);
            });
        }
    }

    @Test
    void onlyWhatActedIsShownAndInOrder() {
        Sampling all = new Sampling(0.8, 9, 0.95, 0.001, 0.97, 1.2, 0.1, 0.2, 2, Map.of(1, 0.5), 7);
        forEachCase(c -> {
            Choice choice = choose(c, all);
            assertThat(choice.stages().stream().map(Choice.Stage::processor)).containsExactlyElementsOf(Processors.REGISTRY.names());
            assertThat(choice.finals()).isSameAs(choice.stages().getLast().probabilities());
            for (Choice.Stage stage : choice.stages()) {
                assertThat(Arrays.stream(doubles(stage.probabilities())).sum()).isCloseTo(1, within(1e-5));
            }
            assertThat(choose(c, Sampling.DEFAULT).stages()).isEmpty();
            assertThat(choose(c, all.withTemperature(0)).stages().stream().map(Choice.Stage::processor))
                    .as("what leaves tokens out has nothing to do where one is taken")
                    .containsExactly("logit_bias", "repetition_penalty", "presence_penalty", "frequency_penalty", "no_repeat_ngram",
                            "temperature");
        });
    }

    /** Temperature and top-k as they were before there were processors. */
    private float[] reference(Case c, Sampling s) {
        float[] sorted = c.logits.clone();
        Arrays.sort(sorted);
        int k = s.topK() == 0 ? V : Math.min(V, s.topK());
        float cut = sorted[V - k];
        int room = k;
        for (float x : sorted) {
            room -= x > cut ? 1 : 0;
        }
        float[] kept = new float[V];
        int[] ids = new int[V];
        int n = 0;
        for (int i = 0; i < V; i++) {
            if (c.logits[i] > cut || c.logits[i] == cut && room-- > 0) {
                ids[n] = i;
                kept[n++] = c.logits[i] - sorted[V - 1];
            }
        }
        kernels.softmax(n, kept, 0, kept, 0, (float) Math.min(1 / s.temperature(), Float.MAX_VALUE));
        float[] all = new float[V];
        for (int i = 0; i < n; i++) {
            all[ids[i]] = kept[i];
        }
        return all;
    }

    @Test
    void temperatureAndTopKHaveTheBitsTheyAlwaysHad() {
        for (double temperature : new double[] {0.2, 0.7, 1, 1.9}) {
            for (int k : new int[] {0, 1, 2, 5, 16, 17, 40}) {
                forEachCase(c -> {
                    for (int i = 0; i < V; i += 3) {
                        c.logits[i] = c.logits[0];   // equals
                    }
                    Sampling s = new Sampling(temperature, k, 1);
                    assertThat(choose(c, s).finals()).containsExactly(reference(c, s));
                });
            }
        }
    }

    @Test
    void aHundredThousandDrawsFollowWhatEachProcessorLeft() {
        Map<String, UnaryOperator<Sampling>> settings = new LinkedHashMap<>();
        settings.put("logit_bias", s -> s.withLogitBias(Map.of(2, 1.5)));
        settings.put("repetition_penalty", s -> s.withRepetitionPenalty(1.5));
        settings.put("presence_penalty", s -> s.withPresencePenalty(1));
        settings.put("frequency_penalty", s -> s.withFrequencyPenalty(0.7));
        settings.put("no_repeat_ngram", s -> s.withNoRepeatNgram(1));
        settings.put("temperature", s -> s.withTemperature(1.4));
        settings.put("top_k", s -> s.withTopK(6));
        settings.put("top_p", s -> s.withTopP(0.8));
        settings.put("min_p", s -> s.withMinP(0.1));
        settings.put("typical_p", s -> s.withTypicalP(0.7));
        assertThat(settings.keySet()).containsExactlyElementsOf(Processors.REGISTRY.names());
        Case c = new Case(Tiny.gaussian("draws", 1, V, 1).data, new TextSoFar(new int[] {3, 9, 9, 4, 3, 1}, 2, 6));
        settings.forEach((name, with) -> {
            Sampling sampling = with.apply(Sampling.DEFAULT.withSeed(21));
            float[] p = choose(c, sampling).finals();
            assertThat(choose(c, sampling).stages()).as(name).hasSize(1);
            int[] counts = new int[V];
            int n = 100_000;
            for (int i = 0; i < n; i++) {
                counts[Sampler.firstAbove(p, new Draws(21).uniform(Draws.Purpose.SAMPLING, 0, i, 0))]++;
            }
            assertThat(ChiSquare.of(counts, p)).as(name + ": above 39.3 once in 1,000 for 16 degrees of freedom").isLessThan(39.3);
        });
    }

    @Test
    void everySettingOutsideItsRangeIsRefused() {
        Map<String, UnaryOperator<Sampling>> wrong = new LinkedHashMap<>();
        wrong.put("top_p must be above 0 and at most 1 (all tokens), got 0.0", s -> s.withTopP(0));
        wrong.put("top_p must be above 0 and at most 1 (all tokens), got 1.5", s -> s.withTopP(1.5));
        wrong.put("min_p must be from 0 (all tokens) to 1, got -0.1", s -> s.withMinP(-0.1));
        wrong.put("typical_p must be above 0 and at most 1 (all tokens), got NaN", s -> s.withTypicalP(Double.NaN));
        wrong.put("repetition_penalty must be above 0 and at most 100, got 0.0: 1 is neutral", s -> s.withRepetitionPenalty(0));
        wrong.put("presence_penalty must be from -100 to 100, got 101.0", s -> s.withPresencePenalty(101));
        wrong.put("frequency_penalty must be from -100 to 100, got NaN", s -> s.withFrequencyPenalty(Double.NaN));
        wrong.put("no_repeat_ngram must be 0 (any repetition) or more, got -1", s -> s.withNoRepeatNgram(-1));
        wrong.put("logit_bias must be of a token, 0 or more, got -2", s -> s.withLogitBias(Map.of(-2, 1.0)));
        wrong.put("logit_bias of token 2 must be from -1000000 to 1000000, got Infinity",
                s -> s.withLogitBias(Map.of(2, Double.POSITIVE_INFINITY)));
        wrong.forEach((message, with) -> assertThatThrownBy(() -> with.apply(Sampling.DEFAULT)).hasMessage(message));
    }

    @Test
    void eachWithChangesOneSettingOnly() {
        List<UnaryOperator<Sampling>> there = List.of(s -> s.withTemperature(0.5), s -> s.withTopK(3), s -> s.withTopP(0.5),
                s -> s.withMinP(0.5), s -> s.withTypicalP(0.5), s -> s.withRepetitionPenalty(2), s -> s.withPresencePenalty(2),
                s -> s.withFrequencyPenalty(2), s -> s.withNoRepeatNgram(2), s -> s.withLogitBias(Map.of(1, 1.0)), s -> s.withSeed(9));
        Sampling all = Sampling.DEFAULT;
        for (UnaryOperator<Sampling> with : there) {
            assertThat(with.apply(Sampling.DEFAULT)).isNotEqualTo(Sampling.DEFAULT);
            all = with.apply(all);
        }
        assertThat(all).isEqualTo(new Sampling(0.5, 3, 0.5, 0.5, 0.5, 2, 2, 2, 2, Map.of(1, 1.0), 9));
    }
}
