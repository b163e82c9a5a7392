package dev.vitrine.engine.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.GradientCheck;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.tensor.Buffers;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

final class HaltLossTest {
    @Test
    void theGradientIsTheSlopeWithAndWithoutTheChoiceToContinue() {
        for (boolean continues : new boolean[] {false, true}) {
            HaltLoss loss = new HaltLoss(4, continues, new Buffers());
            loss.exact()[1] = 1;
            loss.exact()[3] = 1;
            for (int b = 0; continues && b < 4; b++) {
                loss.later()[b] = 0.2f * b;
            }
            FMatrixRMaj q = Tiny.gaussian("q", 4, 2, 3);
            loss.forward(q);
            float[] gradient = loss.backward(0.5f).data.clone();

            GradientCheck.compare("q", q.data, gradient, () -> 0.5 * loss.forward(q));
            assertThat(gradient[1] == 0).isEqualTo(!continues);
        }
    }

    @Test
    void itIsTheEntropyOfASigmoid() {
        HaltLoss loss = new HaltLoss(2, false, new Buffers());
        loss.exact()[0] = 1;
        double sum = loss.forward(new FMatrixRMaj(2, 2, true, -5, 9, 2, 9));

        assertThat((double) loss.nats()[0]).isCloseTo(-Math.log(1 / (1 + Math.exp(5))), within(1e-6));
        assertThat((double) loss.nats()[1]).isCloseTo(-Math.log(1 - 1 / (1 + Math.exp(-2))), within(1e-6));
        assertThat(sum).isCloseTo((double) loss.nats()[0] + loss.nats()[1], within(1e-6));
        assertThat(loss.forward(new FMatrixRMaj(2, 2, true, 1e30f, 0, -1e30f, 0))).isZero();
    }

    @Test
    void aPuzzleIsRightWhereEveryScoredCellIs() {
        HaltLoss loss = new HaltLoss(3, false, new Buffers());
        FMatrixRMaj logits = new FMatrixRMaj(6, 2, true, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0);   // says 1 0 1 0 1 0
        loss.judge(logits, new int[] {1, 0, 0, 0, -1, 0});

        assertThat(loss.exact()).containsExactly(1f, 0f, 1f);
    }

    @Test
    void goingOnIsWorthWhatTheNextSegmentSaysOfIt() {
        assertThat((double) HaltLoss.continuing(0, 2, false)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-6));
        assertThat((double) HaltLoss.continuing(0, 2, true)).isEqualTo(0.5);
    }
}
