package dev.vitrine.engine.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.tensor.TensorShape;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

final class HaltingLossTest {
    private static final TensorShape LOGITS = TensorShape.of("B", 3, "T", 2, "V", 3);

    /** Likeliest 2, 1 | 0, 0 (of equals the first) | 1, 2. */
    private static final FMatrixRMaj ANSWERS = new FMatrixRMaj(6, 3, true, 0, 1, 2, 0, 3, 1, 5, 5, 4, 1, 0, 0, -3, -1, -2, 0, 0, 1e-30f);

    @Test
    void anAnswerIsExactWhereEveryPositionThatCountsIsRight() {
        HaltingLoss loss = new HaltingLoss(LOGITS, false);
        loss.judge(ANSWERS, new int[] {2, 1, 0, 1, 1, -1});
        assertThat(loss.exact()).containsExactly(1, 0, 1);
        loss.judge(ANSWERS, new int[] {2, -1, 0, 0, 0, 2});
        assertThat(loss.exact()).containsExactly(1, 1, 0);
    }

    @Test
    void theLossIsBinaryCrossEntropyAndFiniteForLogitsOfAnySize() {
        HaltingLoss loss = new HaltingLoss(LOGITS, false);
        loss.judge(ANSWERS, new int[] {2, 1, 0, 1, 1, 2});   // exact, wrong, exact
        assertThat(loss.forward(new FMatrixRMaj(3, 2, true, -5, 0, 0.5f, 0, 2, 0)))
                .isCloseTo(-Math.log(sigmoid(-5)) - Math.log(1 - sigmoid(0.5)) - Math.log(sigmoid(2)), within(1e-9));
        assertThat(loss.forward(new FMatrixRMaj(3, 2, true, 1e30f, 0, -1e30f, 0, 1e30f, 0))).isZero();
        assertThat(loss.forward(new FMatrixRMaj(3, 2, true, -100, 0, 100, 0, -100, 0))).isCloseTo(300, within(1e-9));
    }

    private static double sigmoid(double q) {
        return 1 / (1 + Math.exp(-q));
    }

    @Test
    void itsGradientIsThatOfDifferences() {
        for (boolean qContinue : new boolean[] {false, true}) {
            HaltingLoss loss = new HaltingLoss(LOGITS, qContinue);
            loss.judge(ANSWERS, new int[] {2, 1, 0, 1, 1, 2});
            loss.goOn(new FMatrixRMaj(3, 2, true, 0.3f, 1, -2, -1, 0.5f, 4), new boolean[] {true, false, false});
            FMatrixRMaj q = new FMatrixRMaj(3, 2, true, -5, 0.2f, 0.5f, -1, 2, 3);
            float[] d = loss.backward(q, 0.25f).data.clone();
            for (int i = 0; i < 6; i++) {
                float at = q.data[i];
                q.data[i] = at + 0x1p-8f;
                double above = loss.forward(q);
                q.data[i] = at - 0x1p-8f;
                double below = loss.forward(q);
                q.data[i] = at;
                assertThat((double) d[i]).isCloseTo(0.25 * (above - below) * 0x1p7, within(1e-5));
            }
            assertThat(d[1] != 0).isEqualTo(qContinue);
        }
    }

    @Test
    void goingOnIsWorthWhatTheNextSegmentSays() {
        HaltingLoss loss = new HaltingLoss(LOGITS, true);
        loss.judge(ANSWERS, new int[] {2, 1, 0, 1, 1, 2});
        loss.goOn(new FMatrixRMaj(3, 2, true, 0.3f, 1, -2, -1, 0.5f, 4), new boolean[] {true, false, false});
        float[] d = loss.backward(new FMatrixRMaj(3, 2), 1).data;
        assertThat(d[1]).as("at the last segment, its q_halt").isCloseTo((float) (0.5 - sigmoid(0.3)), within(1e-6f));
        assertThat(d[3]).as("the larger of both").isCloseTo((float) (0.5 - sigmoid(-1)), within(1e-6f));
        assertThat(d[5]).isCloseTo((float) (0.5 - sigmoid(4)), within(1e-6f));
    }
}
