package dev.vitrine.engine.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.GradientCheck;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.TensorShape;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Values worked by hand from s(x) = x + 1 or 1 / (1 - x), and the slope. */
final class StablemaxTest {
    private static final LossConfig STABLEMAX = new LossConfig(0, 0, LossConfig.ALL, LossFunctions.STABLEMAX);

    private static CrossEntropy loss(int rows, int vocabulary) {
        return new CrossEntropy(TensorShape.of("B", 1, "T", rows, "V", vocabulary), STABLEMAX, Backends.create("ejml"));
    }

    private static void assertProbabilities(float[] logits, double... wanted) {
        CrossEntropy loss = loss(1, logits.length);
        double sum = loss.forward(new FMatrixRMaj(1, logits.length, true, logits));
        float[] probs = new float[logits.length];
        loss.tensors((name, shape, filler) -> {
            if (name.equals("loss.probs")) {
                filler.fill(probs);
            }
        });
        for (int v = 0; v < wanted.length; v++) {
            assertThat((double) probs[v]).as("p of %d", v).isCloseTo(wanted[v], within(1e-6));
        }
        assertThat(sum).isCloseTo(-Math.log(wanted[0]), within(1e-6));
    }

    @Test
    void probabilitiesAreThoseWorkedByHand() {
        assertProbabilities(new float[] {0, 0, 0, 0}, 0.25, 0.25, 0.25, 0.25);
        assertProbabilities(new float[] {1, 0}, 2 / 3.0, 1 / 3.0);
        assertProbabilities(new float[] {2, -1, 0}, 6 / 9.0, 1 / 9.0, 2 / 9.0);
        assertProbabilities(new float[] {10, -10}, 0.991803, 0.008197);
    }

    @Test
    void aShiftOfAllLogitsChangesThem() {
        assertProbabilities(new float[] {1, 1}, 0.5, 0.5);
        assertProbabilities(new float[] {2, 0}, 0.75, 0.25);
        assertProbabilities(new float[] {1, -1}, 0.8, 0.2);
    }

    @Test
    void theGradientIsTheSlopeAndItsRowsDoNotSumToZero() {
        for (double scale : new double[] {0.1, 1, 5}) {
            CrossEntropy loss = loss(4, 7);
            System.arraycopy(new int[] {3, -1, 0, 6}, 0, loss.targets(), 0, 4);
            FMatrixRMaj logits = Tiny.gaussian("logits", 4, 7, scale);
            loss.forward(logits);
            float[] gradient = loss.backward(1f / 3).data.clone();

            GradientCheck.compare("logits", logits.data, gradient, () -> loss.forward(logits) / 3);
            double sum = 0;
            for (int v = 0; v < 7; v++) {
                sum += gradient[v];
                assertThat(gradient[7 + v]).as("of an ignored position").isZero();
            }
            assertThat(Math.abs(sum)).isGreaterThan(1e-3);
        }
    }

    @Test
    void hugeLogitsStayFiniteAndNoLossIsNegative() {
        CrossEntropy loss = loss(2, 3);
        loss.targets()[1] = 1;
        FMatrixRMaj logits = new FMatrixRMaj(2, 3, true, 1e30f, -1e30f, 0, 1e30f, -1e30f, 0);

        assertThat(loss.forward(logits)).isFinite().isNotNegative();
        assertThat(loss.lossNats()[0]).isNotNegative();
        for (float d : loss.backward(1).data) {
            assertThat(d).isFinite();
        }
    }

    @Test
    void smoothingAndZLossBelongToSoftmax() {
        assertThatThrownBy(() -> new LossConfig(0.1, 0, LossConfig.ALL, LossFunctions.STABLEMAX))
                .hasMessage("label_smoothing and z_loss must be 0 with function 'stablemax', got 0.1 and 0.0: they are those of softmax");
        assertThatThrownBy(() -> new LossConfig(0, 0, LossConfig.ALL, "hardmax"))
                .hasMessage("unknown function 'hardmax'; choose one of [softmax, stablemax]");
    }
}
