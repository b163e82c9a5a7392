package dev.vitrine.engine.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.GradientCheck;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

final class CrossEntropyTest {
    private static final int ROWS = 6;
    private static final int VOCABULARY = 37;
    private static final TensorShape SHAPE = TensorShape.of("B", 2, "T", 3, "V", VOCABULARY);

    private static CrossEntropy loss(String backend, int... targets) {
        return loss(backend, LossConfig.DEFAULT, targets);
    }

    private static CrossEntropy loss(String backend, LossConfig config, int... targets) {
        CrossEntropy loss = new CrossEntropy(SHAPE, config, Backends.create(backend));
        System.arraycopy(targets, 0, loss.targets(), 0, ROWS);
        return loss;
    }

    @Test
    void theGradientIsTheSlopeOfTheMeanOverThePositionsThatCount() {
        for (LossConfig config : List.of(LossConfig.DEFAULT, smoothed(0.1), zLoss(0.3), new LossConfig(0.2, 1e-2, LossConfig.ALL))) {
            for (String backend : Backends.REGISTRY.names()) {
                for (double scale : new double[] {0.1, 1, 3}) {
                    CrossEntropy loss = loss(backend, config, 5, -1, 0, 36, 5, -1);
                    FMatrixRMaj logits = Tiny.gaussian("logits", ROWS, VOCABULARY, scale);
                    loss.forward(logits);
                    float[] gradient = loss.backward(1f / 4).data.clone();
                    GradientCheck.compare("logits", logits.data, gradient, () -> loss.forward(logits) / 4);
                }
            }
        }
    }

    private static LossConfig smoothed(double share) {
        return new LossConfig(share, 0, LossConfig.ALL);
    }

    private static LossConfig zLoss(double weight) {
        return new LossConfig(0, weight, LossConfig.ALL);
    }

    /** The definition in double: -sum of target * log p, and the square of the log of the sum. */
    private static double defined(LossConfig config, FMatrixRMaj logits, int... targets) {
        double all = 0;
        for (int row = 0; row < ROWS; row++) {
            double sum = 0;
            for (int v = 0; v < VOCABULARY; v++) {
                sum += Math.exp(logits.get(row, v));
            }
            double logSum = Math.log(sum);
            for (int v = 0; v < VOCABULARY; v++) {
                double target = (v == targets[row] ? 1 - config.labelSmoothing() : 0) + config.labelSmoothing() / VOCABULARY;
                all += target * (logSum - logits.get(row, v));
            }
            all += config.zLoss() * logSum * logSum;
        }
        return all;
    }

    @Test
    void smoothingSpreadsAShareOfTheTargetAndTheZLossSquaresTheLogOfTheSum() {
        int[] targets = {5, 1, 0, 36, 5, 2};
        FMatrixRMaj logits = Tiny.gaussian("logits", ROWS, VOCABULARY, 2);
        for (LossConfig config : List.of(smoothed(0.1), zLoss(0.3), new LossConfig(0.2, 1e-2, LossConfig.ALL))) {
            assertThat(loss("simd", config, targets).forward(logits)).isCloseTo(defined(config, logits, targets), within(1e-4));
        }
    }

    @Test
    void whatIsPublishedOfAPositionStaysMinusLogP() {
        FMatrixRMaj logits = Tiny.gaussian("logits", ROWS, VOCABULARY, 1);
        CrossEntropy plain = loss("simd", 5, -1, 0, 36, 5, -1);
        CrossEntropy other = loss("simd", new LossConfig(0.2, 1e-2, LossConfig.ALL), 5, -1, 0, 36, 5, -1);
        double sum = plain.forward(logits);
        assertThat(other.forward(logits)).isNotCloseTo(sum, within(0.1));
        assertThat(other.lossNats()).isEqualTo(plain.lossNats());
    }

    @Test
    void evenLogitsCostTheLogOfTheVocabularyAPosition() {
        CrossEntropy loss = loss("simd", 1, 2, 3, 4, 5, 6);
        assertThat(loss.forward(new FMatrixRMaj(ROWS, VOCABULARY))).isCloseTo(ROWS * Math.log(VOCABULARY), within(1e-5));
    }

    @Test
    void ignoredPositionsCostNothingAndGiveNoGradient() {
        CrossEntropy loss = loss("simd", -1, -1, -1, -1, 7, -1);
        FMatrixRMaj logits = Tiny.gaussian("logits", ROWS, VOCABULARY, 1);
        double sum = loss.forward(logits);
        float[] gradient = loss.backward(1f).data;
        assertThat(sum).isEqualTo(loss.lossNats()[4]).isGreaterThan(0);
        assertThat(Arrays.copyOf(gradient, 4 * VOCABULARY)).containsOnly(0f);
        assertThat(Arrays.copyOfRange(gradient, 5 * VOCABULARY, 6 * VOCABULARY)).containsOnly(0f);
        assertThat(gradient[4 * VOCABULARY + 7]).isNegative();
    }

    @Test
    void whatWasShownOfAPositionIsForgottenWhenItIsIgnored() {
        CrossEntropy loss = loss("simd", 1, 2, 3, 4, 5, 6);
        loss.forward(Tiny.gaussian("logits", ROWS, VOCABULARY, 1));
        loss.targets()[0] = -1;
        loss.forward(Tiny.gaussian("other logits", ROWS, VOCABULARY, 1));
        loss.tensors((name, shape, filler) -> {
            float[] values = new float[shape.count()];
            filler.fill(values);
            if (name.equals("loss.probs")) {
                assertThat(Arrays.copyOf(values, VOCABULARY)).as("probabilities of an ignored position").containsOnly(0f);
            }
        });
    }

    @Test
    void hugeLogitsGiveFiniteNumbers() {
        CrossEntropy loss = loss("simd", 0, 1, 0, 1, 0, 1);
        FMatrixRMaj logits = new FMatrixRMaj(ROWS, VOCABULARY);
        for (int row = 0; row < ROWS; row++) {
            logits.set(row, 0, 1e30f);
        }
        assertThat(loss.forward(logits)).isCloseTo(3e30, within(1e24));
        for (float g : loss.backward(1f).data) {
            assertThat(g).isFinite();
        }
    }
}
