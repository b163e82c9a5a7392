package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Draws;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.kernel.Kernels;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.model.Gpt;
import dev.vitrine.engine.model.ModelConfig;
import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LogitLensTest {
    private static final int V = 23;
    private static final int T = 9;
    private static final int[] TOKENS = Tiny.tokens("lens", T, V);

    static Stream<Gpt> models() {
        return Stream.of(gpt(), gpt("normOrder", "post"), gpt("normOrder", "parallel", "tiedHead", true),
                gpt("norm", "layer_norm", "bias", true, "position", "learned", "feedForward", "gelu", "tiedHead", true));
    }

    static Gpt gpt(Object... namesAndValues) {
        Object[] all = Stream.concat(Stream.of("vocabularySize", V, "contextLength", 16, "layers", 3), Arrays.stream(namesAndValues)).toArray();
        ModelConfig config = Tiny.config(all);
        Gpt model = new Gpt(config, new Draws(2));
        Tiny.disturb(model.parameters(), 0.3);
        return model;
    }

    private static Kernels kernels() {
        return Backends.create("simd");
    }

    private static ModelPass read(Gpt model) {
        ModelPass pass = model.newPass(PassContext.evaluation(1, T, Weights.LIVE, kernels()));
        System.arraycopy(TOKENS, 0, pass.tokens(), 0, T);
        pass.forward();
        return pass;
    }

    private static Map<String, FMatrixRMaj> tensors(ModelPass pass) {
        Map<String, FMatrixRMaj> all = new HashMap<>();
        pass.tensors((name, shape, filler) -> {
            FMatrixRMaj values = new FMatrixRMaj(shape.rows(), shape.columns());
            filler.fill(values.data);
            all.put(name, values);
        });
        return all;
    }

    @ParameterizedTest
    @MethodSource("models")
    void afterTheLastBlockTheLensIsTheModelsOutputBitForBit(Gpt model) {
        ModelPass pass = read(model);
        float[] unembedded = model.newUnembedding(PassContext.evaluation(1, T, Weights.LIVE, kernels()))
                .apply(tensors(pass).get("blocks.2.resid_post")).data;
        assertThat(unembedded).isEqualTo(pass.logits().data);
        LogitLens lens = LogitLens.of(model, Weights.LIVE, kernels(), TOKENS, 0, T, () -> false);
        float[] p = new float[V];
        for (int t = 0; t < T; t++) {
            kernels().softmax(V, pass.logits().data, t * V, p, 0, 1f);
            LogitLens.Reading last = lens.rows().getLast().get(t);
            for (int i = 0; i < LogitLens.TOP; i++) {
                assertThat(last.p()[i]).isEqualTo(p[last.top()[i]]);
            }
            assertThat(last.rank()).isZero();
            assertThat(last.answer()).isEqualTo(last.top()[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyRowIsTheHeadOfTheNormOfWhatTheBlockWrote(Gpt model) {
        Map<String, FMatrixRMaj> published = tensors(read(model));
        LogitLens lens = LogitLens.of(model, Weights.LIVE, kernels(), TOKENS, 0, T, () -> false);
        assertThat(lens.rows()).hasSize(4);
        for (int row = 0; row < 4; row++) {
            FMatrixRMaj state = published.get(row == 0 ? "blocks.0.resid_pre" : "blocks." + (row - 1) + ".resid_post");
            for (int t = 0; t < T; t++) {
                double[] p = byHand(model, state, t);
                LogitLens.Reading reading = lens.rows().get(row).get(t);
                int[] order = IntStream.range(0, V).boxed().sorted((a, b) -> Double.compare(p[b], p[a])).mapToInt(i -> i).toArray();
                assertThat(reading.top()).isEqualTo(Arrays.copyOf(order, LogitLens.TOP));
                for (int i = 0; i < LogitLens.TOP; i++) {
                    assertThat((double) reading.p()[i]).isCloseTo(p[order[i]], within(1e-5));
                }
                assertThat(reading.entropy()).isCloseTo(-Arrays.stream(p).map(x -> x * Math.log(x)).sum(), within(1e-4));
                int answer = lens.rows().getLast().get(t).top()[0];
                assertThat(reading.answer()).isEqualTo(answer);
                assertThat((double) reading.pAnswer()).isCloseTo(p[answer], within(1e-5));
                assertThat(order[reading.rank()]).isEqualTo(answer);
            }
        }
    }

    /** softmax(head(norm(x))) in double, written anew. */
    private static double[] byHand(Gpt model, FMatrixRMaj state, int t) {
        int channels = state.numCols;
        double[] x = new double[channels];
        for (int c = 0; c < channels; c++) {
            x[c] = state.get(t, c);
        }
        if (model.parameters().contains("final_norm.gain")) {
            boolean centred = model.config().norm().equals("layer_norm");
            double mean = centred ? Arrays.stream(x).average().orElseThrow() : 0;
            double square = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            float[] gain = model.parameters().get("final_norm.gain").value().data;
            float[] bias = centred ? model.parameters().get("final_norm.bias").value().data : new float[channels];
            for (int c = 0; c < channels; c++) {
                x[c] = (x[c] - mean) / Math.sqrt(square + model.config().normEps()) * gain[c] + bias[c];
            }
        }
        boolean tied = model.config().tiedHead();
        FMatrixRMaj table = model.parameters().get(tied ? "embed.wte" : "head.weight").value();
        double[] p = new double[V];
        for (int v = 0; v < V; v++) {
            for (int c = 0; c < channels; c++) {
                p[v] += x[c] * (tied ? table.get(v, c) : table.get(c, v));
            }
        }
        double most = Arrays.stream(p).max().orElseThrow();
        double sum = Arrays.stream(p).map(v -> Math.exp(v - most)).sum();
        return Arrays.stream(p).map(v -> Math.exp(v - most) / sum).toArray();
    }

    @Test
    void aWindowOfPositionsIsAPartOfTheWhole() {
        Gpt model = gpt();
        LogitLens whole = LogitLens.of(model, Weights.LIVE, kernels(), TOKENS, 0, T, () -> false);
        LogitLens part = LogitLens.of(model, Weights.LIVE, kernels(), TOKENS, 4, 3, () -> false);
        for (int row = 0; row < 4; row++) {
            List<LogitLens.Reading> wanted = whole.rows().get(row).subList(4, 7);
            assertThat(part.rows().get(row)).usingRecursiveComparison().isEqualTo(wanted);
        }
        assertThat(part.from()).isEqualTo(4);
    }

    @Test
    void aPositionIsSettledFromTheFirstBlockAfterWhichItsAnswerStaysFirst() {
        Gpt model = gpt();
        LogitLens lens = LogitLens.of(model, Weights.LIVE, kernels(), TOKENS, 0, T, () -> false);
        for (int t = 0; t < T; t++) {
            int settled = lens.settledAfter(t);
            for (int row = settled; row < 4; row++) {
                assertThat(lens.rows().get(row).get(t).rank()).isZero();
            }
            assertThat(settled == 0 || lens.rows().get(settled - 1).get(t).rank() > 0).isTrue();
        }
    }

    @Test
    void whoCancelsGetsNothing() {
        assertThat(LogitLens.of(gpt(), Weights.LIVE, kernels(), TOKENS, 0, T, () -> true)).isNull();
    }

    @Test
    void equalNumbersAreRankedByPlaceAndNotANumberComesLast() {
        float[] x = {1, Float.NaN, 3, 1, 3};
        assertThat(Ranked.top(x, 5)).containsExactly(2, 4, 0, 3, 1);
        for (int rank = 0; rank < 5; rank++) {
            assertThat(Ranked.rank(x, Ranked.top(x, 5)[rank])).isEqualTo(rank);
        }
        assertThat(Ranked.top(x, 99)).hasSize(5);
    }
}
