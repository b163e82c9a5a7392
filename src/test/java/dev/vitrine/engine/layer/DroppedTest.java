package dev.vitrine.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Weights;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What is left out of a part's output. */
final class DroppedTest {
    private static final int BATCH = 8;
    private static final int TIME = 5;
    private static final int CHANNELS = 8;

    private final Chance chance = new Chance(Tiny.DRAWS, 0);
    private final FMatrixRMaj x = Tiny.gaussian("x", BATCH * TIME, CHANNELS, 1);

    private static Layer part(double residual, double depth) {
        BlockConfig config = Tiny.config("bias", true, "dropout", new DropoutConfig(0, residual, 0, depth)).block();
        Layer part = Dropped.of(FeedForwards.create("f", config, Tiny.DRAWS), config);
        Tiny.disturb(part.parameters(), 0.2);
        return part;
    }

    private Pass training(Layer layer) {
        return layer.newPass(new PassContext(BATCH, TIME, Weights.LIVE, new Gradients(layer.parameters()), Backends.create("simd"),
                chance, 1));
    }

    private float[] plain() {
        return part(0, 0).newPass(PassContext.evaluation(BATCH, TIME, Weights.LIVE, Backends.create("simd"))).forward(x).data.clone();
    }

    @Test
    void aNumberIsEitherLeftOutOrScaled() {
        float[] plain = plain();
        float[] got = training(part(0.25, 0)).forward(x).data;
        int left = 0;
        for (int i = 0; i < got.length; i++) {
            left += got[i] == 0 ? 1 : 0;
            assertThat(got[i] == 0 || Math.abs(got[i] - plain[i] / 0.75f) < 1e-5f).as("number %d", i).isTrue();
        }
        assertThat(left / (double) got.length).isCloseTo(0.25, within(0.08));
    }

    @Test
    void stochasticDepthLeavesOutWholeSequences() {
        float[] plain = plain();
        Pass pass = training(part(0, 0.5));
        int left = 0;
        int steps = 50;
        for (int step = 0; step < steps; step++) {
            chance.setStep(step);
            float[] got = pass.forward(x).data;
            for (int b = 0; b < BATCH; b++) {
                int from = b * TIME * CHANNELS;
                int to = from + TIME * CHANNELS;
                float factor = got[from] == 0 ? 0 : 2;
                left += factor == 0 ? 1 : 0;
                for (int i = from; i < to; i++) {
                    assertThat(got[i]).isEqualTo(plain[i] * factor);
                }
            }
        }
        assertThat(left / (double) (steps * BATCH)).isCloseTo(0.5, within(0.1));
    }

    @Test
    void theMeanOverStepsIsTheOutputOfEvaluation() {
        float[] plain = plain();
        Pass pass = training(part(0.2, 0.1));
        double[] sums = new double[plain.length];
        int steps = 4000;
        for (int step = 0; step < steps; step++) {
            chance.setStep(step);
            float[] got = pass.forward(x).data;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += got[i];
            }
        }
        for (int i = 0; i < sums.length; i++) {   // five deviations of a mean of factors of variance 1 / (0.8 * 0.9) - 1
            assertThat(sums[i] / steps).isCloseTo(plain[i], within(5 * 0.63 * Math.abs(plain[i]) / Math.sqrt(steps) + 1e-5));
        }
    }

    @Test
    void theSameStepLeavesOutTheSameForwardAndBackward() {
        Pass pass = training(part(0.3, 0.3));
        FMatrixRMaj dy = Tiny.gaussian("dy", BATCH * TIME, CHANNELS, 1);
        float[] y = pass.forward(x).data.clone();
        float[] dx = pass.backward(dy).data.clone();
        chance.setStep(1);
        assertThat(pass.forward(x).data).isNotEqualTo(y);
        chance.setStep(0);
        assertThat(pass.forward(x).data).isEqualTo(y);
        assertThat(pass.backward(dy).data).isEqualTo(dx);
    }

    /** A sequence that was left out sends nothing back. */
    @Test
    void whatIsLeftOutHasNoGradient() {
        Pass pass = training(part(0, 0.5));
        float[] y = pass.forward(x).data.clone();
        float[] dx = pass.backward(Tiny.gaussian("dy", BATCH * TIME, CHANNELS, 1)).data;
        int width = TIME * CHANNELS;
        boolean[] out = new boolean[BATCH];
        for (int b = 0; b < BATCH; b++) {
            out[b] = y[b * width] == 0;
            float[] part = Arrays.copyOfRange(dx, b * width, (b + 1) * width);
            assertThat(Arrays.equals(part, new float[width])).isEqualTo(out[b]);
        }
        assertThat(out).contains(true).contains(false);
    }
}
