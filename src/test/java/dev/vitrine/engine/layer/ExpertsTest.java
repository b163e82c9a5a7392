package dev.vitrine.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.GradientCheck;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpertsTest {
    private static final int BATCH = 2;
    private static final int TIME = 6;
    private static final int CHANNELS = 8;

    private static Layer layer(ExpertsConfig experts) {
        return FeedForwards.create("f", Tiny.config("experts", experts).block(), Tiny.DRAWS);
    }

    private static Pass pass(Layer layer, Gradients gradients) {
        return layer.newPass(new PassContext(BATCH, TIME, Weights.LIVE, gradients, Backends.create("simd"), Chance.NONE, 0.5));
    }

    private static Map<String, float[]> tensors(Pass pass) {
        Map<String, float[]> all = new HashMap<>();
        pass.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            all.put(name, values);
        });
        return all;
    }

    private static FMatrixRMaj input() {
        return Tiny.gaussian("x", BATCH * TIME, CHANNELS, 1);
    }

    @Test
    void oneExpertIsThePlainLayer() {
        assertThat(layer(ExpertsConfig.DEFAULT)).isInstanceOf(GatedMlp.class);
    }

    /** A router over one expert, and a router over three that are the same: in both cases the weights sum to 1. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "3, 3"})
    void expertsThatAreAllThePlainLayerGiveWhatItGives(int count, int active) {
        Layer plain = layer(ExpertsConfig.DEFAULT);
        Layer mixed = new Experts("f", Tiny.config("experts", new ExpertsConfig(count, active, 0, 0)).block(), Tiny.DRAWS);
        for (Parameter p : mixed.parameters()) {
            String name = p.name().replaceFirst("experts\\.\\d+\\.", "");
            plain.parameters().stream().filter(q -> q.name().equals(name)).forEach(q -> p.value().setTo(q.value()));
        }
        Gradients ofPlain = new Gradients(plain.parameters());
        Gradients ofMixed = new Gradients(mixed.parameters());
        Pass one = pass(plain, ofPlain);
        Pass other = pass(mixed, ofMixed);
        FMatrixRMaj dy = Tiny.gaussian("dy", BATCH * TIME, CHANNELS, 1);
        assertThat(other.forward(input()).data).containsExactly(one.forward(input()).data, within(1e-5f));
        assertThat(other.backward(dy).data).containsExactly(one.backward(dy).data, within(1e-5f));
        for (Parameter q : plain.parameters()) {
            FMatrixRMaj sum = new FMatrixRMaj(q.value().numRows, q.value().numCols);
            mixed.parameters().stream().filter(p -> p.name().replaceFirst("experts\\.\\d+\\.", "").equals(q.name()))
                    .forEach(p -> CommonOps_FDRM.addEquals(sum, ofMixed.of(p)));
            assertThat(sum.data).as(q.name()).containsExactly(ofPlain.of(q).data, within(1e-4f));
        }
    }

    @Test
    void eachTokenGoesToItsMostProbableExperts() {
        Pass pass = pass(layer(new ExpertsConfig(5, 2, 0, 0)), Gradients.NONE);
        pass.forward(input());
        Map<String, float[]> t = tensors(pass);
        int[] load = new int[5];
        for (int row = 0; row < BATCH * TIME; row++) {
            float[] p = Arrays.copyOfRange(t.get("router.probs"), row * 5, row * 5 + 5);
            float[] w = Arrays.copyOfRange(t.get("router.weights"), row * 5, row * 5 + 5);
            int[] best = IntStream.range(0, 5).boxed().sorted((a, b) -> Float.compare(p[b], p[a])).limit(2).mapToInt(e -> e).toArray();
            for (int e = 0; e < 5; e++) {
                boolean chosen = e == best[0] || e == best[1];
                assertThat(w[e]).isCloseTo(chosen ? p[e] / (p[best[0]] + p[best[1]]) : 0f, within(1e-6f));
                load[e] += chosen ? 1 : 0;
            }
        }
        for (int e = 0; e < 5; e++) {
            assertThat(t.get("router.load")[e]).isEqualTo(load[e]);
        }
    }

    /** With a router of zeros all are equally probable: the lowest are chosen, and P is even. */
    @Test
    void amongEqualsTheLowestAreChosenAndTheLossesAreThoseOfTheFormulas() {
        Layer layer = layer(new ExpertsConfig(4, 2, 0.5, 0.25));
        Arrays.fill(layer.parameters().getFirst().value().data, 0f);
        Pass pass = pass(layer, Gradients.NONE);
        pass.forward(input());
        Map<String, float[]> t = tensors(pass);
        assertThat(t.get("router.load")).containsExactly(BATCH * TIME, BATCH * TIME, 0, 0);
        // E sum f_e / E = 1 however uneven the choices are
        assertThat(t.get("router.balance_loss")[0]).isCloseTo(0.5f, within(1e-6f));
        assertThat(t.get("router.z_loss")[0]).isCloseTo((float) (0.25 * Math.log(4) * Math.log(4)), within(1e-6f));
    }

    /** Half of the batch: its losses count half. */
    @Test
    void theRoutersGradientIsTheSlopeOfItsLosses() {
        Layer layer = layer(new ExpertsConfig(3, 2, 0.7, 0.3));
        Parameter router = layer.parameters().getFirst();
        Tiny.disturb(layer.parameters(), 0.2);
        Gradients gradients = new Gradients(layer.parameters());
        Pass pass = pass(layer, gradients);
        FMatrixRMaj x = input();
        FMatrixRMaj dx = pass.backward(zeroAfter(pass, x)).copy();
        float[] load = tensors(pass).get("router.load");
        GradientCheck.compare("router", router.value().data, gradients.of(router).data, () -> losses(pass, x, load));
        GradientCheck.compare("x", x.data, dx.data, () -> losses(pass, x, load));
    }

    private static FMatrixRMaj zeroAfter(Pass pass, FMatrixRMaj x) {
        pass.forward(x);
        return new FMatrixRMaj(BATCH * TIME, CHANNELS);
    }

    /** The shares of the choices are held, as they carry no gradient. */
    private static double losses(Pass pass, FMatrixRMaj x, float[] load) {
        pass.forward(x);
        Map<String, float[]> t = tensors(pass);
        double balance = 0;
        for (int e = 0; e < 3; e++) {
            double mean = 0;
            for (int row = 0; row < BATCH * TIME; row++) {
                mean += t.get("router.probs")[row * 3 + e] / (double) (BATCH * TIME);
            }
            balance += 3 * load[e] / (double) (BATCH * TIME * 2) * mean;
        }
        return 0.5 * (0.7 * balance + t.get("router.z_loss")[0]);
    }
}
