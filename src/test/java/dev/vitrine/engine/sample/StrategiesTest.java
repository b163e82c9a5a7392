package dev.vitrine.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.model.Models;
import dev.vitrine.engine.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StrategiesTest {
    private static final int V = 6;
    private static final int[] PROMPT = {1, 4, 2};
    private static final Kernels KERNELS = Backends.create("simd");

    private final Model model = model("gpt", 0.5);
    private final Model draft = model("gpt", 0.9);

    private static Model model(String type, double disturbance) {
        Model model = Models.create(Tiny.config("type", type, "vocabularySize", V, "contextLength", 20), Tiny.DRAWS);
        Tiny.disturb(model.parameters(), disturbance);
        return model;
    }

    private static Decoder decoder(Model model) {
        return new Decoder(model, Weights.LIVE, KERNELS);
    }

    private static List<Found> write(Model model, Model draft, int maxTokens, int endId, Sampling sampling, Search search,
                                     Progress.Listener listener) {
        return Strategies.REGISTRY.get(search.strategy()).write(new Assignment(decoder(model), draft == null ? null : decoder(draft),
                PROMPT, maxTokens, Ending.at(endId), sampling, search, listener));
    }

    private List<Found> write(int maxTokens, int endId, Search search) {
        return write(model, draft, maxTokens, endId, Sampling.GREEDY, search, progress -> true);
    }

    private int[] greedy(Model of, int maxTokens, int endId, Sampling sampling) {
        return new Generator(of, Weights.LIVE, KERNELS).generate(PROMPT, maxTokens, endId, sampling, choice -> true);
    }

    private static Search beams(int beams) {
        return Search.DEFAULT.withStrategy(Strategies.BEAM).withBeams(beams, 1, 0);
    }

    /** ln p of some ids after the prompt, worked one by one. */
    private double logProbability(int[] ids, boolean ended, int endId) {
        int[] all = Arrays.copyOf(PROMPT, PROMPT.length + ids.length + 1);
        System.arraycopy(ids, 0, all, PROMPT.length, ids.length);
        all[all.length - 1] = Math.max(0, endId);
        double sum = 0;
        for (int at = PROMPT.length; at < all.length - (ended ? 0 : 1); at++) {
            float[] logits = new Generator(model, Weights.LIVE, KERNELS).logits(Arrays.copyOf(all, at));
            double total = 0;
            for (float logit : logits) {
                total += Math.exp(logit);
            }
            sum += logits[all[at]] - Math.log(total);
        }
        return sum;
    }

    @Test
    void oneBeamIsGreedyDecoding() {
        for (String type : Models.REGISTRY.names()) {
            for (int seed = 1; seed <= 6; seed++) {
                Model of = model(type, seed * 0.2);
                int end = greedy(of, 12, -1, Sampling.GREEDY)[7];
                int[] expected = greedy(of, 30, end, Sampling.GREEDY);
                Found found = write(of, null, 30, end, Sampling.GREEDY, beams(1), p -> true).getFirst();
                assertThat(found.ids()).as(type).isEqualTo(expected);
                assertThat(write(of, null, 30, -1, Sampling.GREEDY, beams(1), p -> true).getFirst().ids())
                        .isEqualTo(greedy(of, 30, -1, Sampling.GREEDY));
            }
        }
    }

    @Test
    void penaltiesActOnBeamsAsOnGreedyDecoding() {
        Sampling some = Sampling.GREEDY.withRepetitionPenalty(1.4).withFrequencyPenalty(0.5).withNoRepeatNgram(3)
                .withLogitBias(Map.of(2, 0.7));
        assertThat(greedy(model, 15, -1, some)).isNotEqualTo(greedy(model, 15, -1, Sampling.GREEDY));
        assertThat(write(model, null, 15, -1, some, beams(1), p -> true).getFirst().ids()).isEqualTo(greedy(model, 15, -1, some));
    }

    @Test
    void scoresAreSumsOfLogProbabilitiesOverThePowerOfTheLength() {
        for (double alpha : new double[] {0, 0.6, 1, 2}) {
            for (Found found : write(9, 3, beams(5).withLengthPenalty(alpha).withNBest(5))) {
                double sum = logProbability(found.ids(), found.ended(), 3);
                int length = found.ids().length + (found.ended() ? 1 : 0);
                assertThat(found.logProbability()).isCloseTo(sum, within(1e-4));
                assertThat(found.score()).isCloseTo(sum / Math.pow(length, alpha), within(1e-4));
            }
        }
    }

    /** Every sequence of four tokens, or fewer that end. */
    private void everyEnd(int[] ids, int endId, List<Found> all) {
        if (ids.length == 4) {
            all.add(new Found(ids, false, logProbability(ids, false, endId), 0));
            return;
        }
        for (int v = 0; v < V; v++) {
            if (v == endId) {
                all.add(new Found(ids, true, logProbability(ids, true, endId), 0));
            } else {
                int[] longer = Arrays.copyOf(ids, ids.length + 1);
                longer[ids.length] = v;
                everyEnd(longer, endId, all);
            }
        }
    }

    @Test
    void wideBeamsFindWhatTryingEveryTextOfFourTokensFinds() {
        for (int endId : new int[] {-1, 0}) {
            for (double alpha : new double[] {0, 1}) {
                List<Found> all = new ArrayList<>();
                everyEnd(new int[0], endId, all);
                Search search = beams(1300).withLengthPenalty(alpha).withNBest(20);
                all.sort(Comparator.comparingDouble((Found f) -> search.score(f.logProbability(), f.ids().length + (f.ended() ? 1 : 0)))
                        .reversed());
                List<Found> found = write(4, endId, search);
                assertThat(found).hasSize(20);
                for (int i = 0; i < 20; i++) {
                    assertThat(found.get(i).ids()).as("text " + i).isEqualTo(all.get(i).ids());
                    assertThat(found.get(i).logProbability()).isCloseTo(all.get(i).logProbability(), within(1e-4));
                }
            }
        }
    }

    @Test
    void theTreeOfASearchIsToldTurnByTurn() {
        List<Node> tree = new ArrayList<>();
        List<Found> found = write(model, null, 6, 3, Sampling.GREEDY, beams(4).withNBest(4), progress -> {
            tree.addAll(progress.nodes());
            return true;
        });
        Map<Integer, Node> byId = new HashMap<>();
        for (Node node : tree) {
            assertThat(byId.put(node.id(), node)).as("each node once").isNull();
            Node parent = byId.get(node.parent());
            assertThat(node.depth()).isEqualTo(parent == null ? 1 : parent.depth() + 1);
            assertThat(node.sum()).isCloseTo((parent == null ? 0 : parent.sum()) + node.logProbability(), within(1e-9));
            assertThat(parent == null || !parent.ended()).isTrue();
        }
        Set<Double> sums = new HashSet<>(tree.stream().map(Node::sum).toList());
        assertThat(found).hasSize(4).allMatch(f -> sums.contains(f.logProbability()));
    }

    @Test
    void anEarlyEndNeverFindsABetterTextThanALateOne() {
        for (double alpha : new double[] {0, 1, 2}) {
            Search late = beams(3).withLengthPenalty(alpha);
            Found early = write(12, 3, late.withEarly(true)).getFirst();
            assertThat(early.score()).isLessThanOrEqualTo(write(12, 3, late).getFirst().score() + 1e-12);
        }
    }

    @Test
    void moreBeamsOfFullWidthAreNeverWorseThanGreedy() {
        int[] ids = greedy(model, 4, -1, Sampling.GREEDY);
        assertThat(write(4, -1, beams(1300).withLengthPenalty(0)).getFirst().score())
                .isGreaterThanOrEqualTo(logProbability(ids, false, -1) - 1e-6);
    }

    @Test
    void groupsWithoutDiversityAreTheSameAndWithItDiffer() {
        Search diverse = Search.DEFAULT.withStrategy(Strategies.DIVERSE_BEAM);
        List<Found> same = write(8, -1, diverse.withBeams(6, 3, 0).withNBest(6));
        List<Found> plain = write(8, -1, beams(2).withNBest(2));
        for (int i = 0; i < 6; i++) {
            assertThat(same.get(i).ids()).isEqualTo(plain.get(i / 3).ids());
        }
        List<Node> first = new ArrayList<>();
        List<Found> apart = write(model, null, 8, -1, Sampling.GREEDY, diverse.withBeams(3, 3, 50).withNBest(3), progress -> {
            first.addAll(progress.nodes());
            return true;
        });
        for (int depth = 1; depth <= 8; depth++) {
            int at = depth;
            assertThat(first.stream().filter(n -> n.depth() == at).map(Node::token).distinct()).as("depth " + depth).hasSize(3);
        }
        assertThat(apart.stream().map(f -> Arrays.toString(f.ids())).distinct()).hasSize(3);
        for (Found f : apart) {
            assertThat(f.logProbability()).as("diversity is no part of it").isCloseTo(logProbability(f.ids(), false, -1), within(1e-4));
        }
    }

    @Test
    void contrastiveSearchWithoutPenaltyIsGreedyAndWithItRepeatsLess() {
        Search contrastive = Search.DEFAULT.withStrategy(Strategies.CONTRASTIVE);
        int[] expected = greedy(model, 40, -1, Sampling.GREEDY);
        assertThat(write(40, -1, contrastive.withCandidates(4, 0)).getFirst().ids()).isEqualTo(expected);
        assertThat(write(40, -1, contrastive.withCandidates(1, 0.9)).getFirst().ids()).isEqualTo(expected);
        int[] other = write(40, -1, contrastive.withCandidates(6, 0.95)).getFirst().ids();
        assertThat(Arrays.stream(other).distinct().count()).isGreaterThan(Arrays.stream(expected).distinct().count());
    }

    @Test
    void contrastiveSearchTakesTheCandidateOfTheFormula() {
        int[] ids = write(5, -1, Search.DEFAULT.withStrategy(Strategies.CONTRASTIVE).withCandidates(3, 0.4)).getFirst().ids();
        int[] text = Arrays.copyOf(PROMPT, PROMPT.length + ids.length);
        for (int i = 0; i < ids.length; i++) {
            int length = PROMPT.length + i;
            double[] logs = new Sampler(KERNELS).logProbabilities(decoder(model).read(text, length), 0, V, Sampling.DEFAULT,
                    new TextSoFar(text, PROMPT.length, length));
            double best = Double.NEGATIVE_INFINITY;
            int token = -1;
            for (int v : Sampler.best(logs, 3)) {
                text[length] = v;
                Decoder fresh = decoder(model);
                fresh.read(text, length + 1, length + 1);
                double most = -1;
                for (int j = 0; j < length; j++) {
                    most = Math.max(most, cosine(fresh.states(), j, length));
                }
                double score = 0.6 * Math.exp(logs[v]) - 0.4 * most;
                token = score > best ? v : token;
                best = Math.max(best, score);
            }
            assertThat(ids[i]).isEqualTo(token);
            text[length] = token;
        }
    }

    private double cosine(float[] states, int a, int b) {
        int c = model.config().channels();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < c; i++) {
            ab += states[a * c + i] * states[b * c + i];
            aa += states[a * c + i] * states[a * c + i];
            bb += states[b * c + i] * states[b * c + i];
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void speculativeGreedyIsGreedyWhateverTheDraft() {
        for (String type : Models.REGISTRY.names()) {
            for (int tokens : new int[] {1, 3, 7}) {
                Model large = model(type, 0.5);
                Search search = Search.DEFAULT.withStrategy(Strategies.SPECULATIVE).withDraftTokens(tokens);
                int end = greedy(large, 40, -1, Sampling.GREEDY)[9];
                for (Model small : List.of(draft, large)) {
                    for (int endId : new int[] {-1, end}) {
                        assertThat(write(large, small, 40, endId, Sampling.GREEDY, search, p -> true).getFirst().ids())
                                .as(type + ", beyond the context").isEqualTo(greedy(large, 40, endId, Sampling.GREEDY));
                    }
                }
            }
        }
    }

    @Test
    void aDraftThatIsRightSavesReadings() {
        Decoder large = decoder(model);
        int[] turns = {0};
        Search search = Search.DEFAULT.withStrategy(Strategies.SPECULATIVE).withDraftTokens(4);
        Strategies.REGISTRY.get(search.strategy()).write(new Assignment(large, decoder(model), PROMPT, 15, Ending.at(-1), Sampling.GREEDY,
                search, p -> {
                    turns[0]++;
                    return true;
                }));
        assertThat(turns[0]).isEqualTo(15);
        assertThat(large.rows()).as("each token is read once").isEqualTo(PROMPT.length + 14);
    }

    @Test
    void aHundredThousandSpeculativeTextsAreDistributedAsWithoutTheDraft() {
        for (Sampling sampling : List.of(Sampling.DEFAULT, Sampling.DEFAULT.withTemperature(1.3).withTopK(4).withTopP(0.9))) {
            Search search = Search.DEFAULT.withStrategy(Strategies.SPECULATIVE).withDraftTokens(2);
            Decoder large = decoder(model);
            Decoder small = decoder(draft);
            int[] counts = new int[V * V];
            for (int seed = 0; seed < 100_000; seed++) {
                int[] ids = Strategies.REGISTRY.get(search.strategy()).write(new Assignment(large, small, PROMPT, 2, Ending.at(-1),
                        sampling.withSeed(seed), search, p -> true)).getFirst().ids();
                counts[ids[0] * V + ids[1]]++;
            }
            assertThat(ChiSquare.of(counts, pairs(large, sampling)))
                    .as("above 66.6 once in 1,000 for 35 degrees of freedom").isLessThan(66.6);
            assertThat(ChiSquare.of(counts, pairs(small, sampling))).as("and not as the draft's").isGreaterThan(1000);
        }
    }

    /** Probabilities of two tokens after the prompt. */
    private static float[] pairs(Decoder decoder, Sampling sampling) {
        Sampler sampler = new Sampler(KERNELS);
        float[] all = new float[V * V];
        int[] text = Arrays.copyOf(PROMPT, PROMPT.length + 1);
        float[] first = sampler.choose(decoder.read(text, PROMPT.length), 0, V, sampling, TextSoFar.given(PROMPT)).finals();
        for (int a = 0; a < V; a++) {
            text[PROMPT.length] = a;
            float[] second = sampler.choose(decoder.read(text, text.length), 0, V, sampling, new TextSoFar(text, PROMPT.length, text.length))
                    .finals();
            for (int b = 0; b < V; b++) {
                all[a * V + b] = first[a] * second[b];
            }
        }
        return all;
    }

    @Test
    void aListenerStopsEveryStrategy() {
        for (String name : Strategies.REGISTRY.names()) {
            int[] turns = {0};
            List<Found> found = write(model, draft, 30, -1, Sampling.GREEDY, Search.DEFAULT.withStrategy(name), progress -> ++turns[0] < 3);
            assertThat(turns[0]).as(name).isEqualTo(3);
            assertThat(found.getFirst().ids()).as(name).hasSize(3);
        }
    }

    @Test
    void everyStrategyTellsTheTextSoFarWithItsLogProbability() {
        for (String name : Strategies.REGISTRY.names()) {
            List<int[]> texts = new ArrayList<>();
            List<Found> found = write(model, draft, 7, -1, Sampling.GREEDY, Search.DEFAULT.withStrategy(name), progress -> {
                TextSoFar text = progress.text();
                texts.add(Arrays.copyOfRange(text.ids(), text.prompt(), text.length()));
                assertThat(progress.newest().token()).isEqualTo(text.ids()[text.length() - 1]);
                return true;
            });
            assertThat(texts).as(name).hasSize(7);
            assertThat(texts.getLast()).as(name).isEqualTo(found.getFirst().ids());
            assertThat(found.getFirst().logProbability()).as(name)
                    .isCloseTo(logProbability(found.getFirst().ids(), false, -1), within(1e-4));
        }
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThatThrownBy(() -> Search.DEFAULT.withStrategy("beams")).hasMessageContaining("choose one of [sample, beam, diverse_beam");
        assertThatThrownBy(() -> beams(0)).hasMessage("beams must be from 1 to 100000, got 0");
        assertThatThrownBy(() -> beams(4).withBeams(4, 3, 0)).hasMessage("groups must be at least 1 and divide beams (4), got 3");
        assertThatThrownBy(() -> beams(4).withNBest(5)).hasMessage("n_best must be from 1 to 4, got 5");
        assertThatThrownBy(() -> beams(4).withLengthPenalty(Double.NaN)).hasMessage("length_penalty must be from -10 to 10, got NaN");
        assertThatThrownBy(() -> beams(4).withCandidates(4, 1.5)).hasMessage("alpha must be from 0 to 1, got 1.5");
        assertThatThrownBy(() -> write(model, null, 3, -1, Sampling.GREEDY, Search.DEFAULT.withStrategy(Strategies.SPECULATIVE), p -> true))
                .hasMessage("strategy 'speculative' needs a draft model");
        Model other = Models.create(Tiny.config("vocabularySize", 9), Tiny.DRAWS);
        assertThatThrownBy(() -> write(model, other, 3, -1, Sampling.GREEDY, Search.DEFAULT.withStrategy(Strategies.SPECULATIVE), p -> true))
                .hasMessage("the draft model must have the vocabulary of the model (6 tokens), got 9");
    }
}
