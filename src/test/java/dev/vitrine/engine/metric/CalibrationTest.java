package dev.vitrine.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CalibrationTest {
    /** Bins of 1/5: (0.9 right, 1.0 wrong) -> |0.5 - 0.95|, (0.3 wrong) -> 0.3, (0.6 right) -> 0.4; weights 2/4, 1/4, 1/4. */
    @Test
    void theErrorIsTheMeanDistanceOfConfidenceAndAccuracyWeighedByCount() {
        Calibration calibration = new Calibration(5);
        calibration.add(0.9, true);
        calibration.add(1.0, false);
        calibration.add(0.3, false);
        calibration.add(0.6, true);

        assertThat(calibration.expectedError()).isCloseTo(0.5 * 0.45 + 0.25 * 0.3 + 0.25 * 0.4, within(1e-12));
        assertThat(calibration.bins()).hasSize(5);
        Calibration.Bin top = calibration.bins().getLast();
        assertThat(top.count()).isEqualTo(2);
        assertThat(top.confidence()).isCloseTo(0.95, within(1e-12));
        assertThat(top.accuracy()).isEqualTo(0.5);
        assertThat(calibration.bins().getFirst().count()).isZero();
        assertThat(calibration.bins().getFirst().accuracy()).isNaN();
    }

    @Test
    void aBinHoldsItsUpperEdge() {
        Calibration calibration = new Calibration(10);
        calibration.add(0, false);
        calibration.add(0.1, false);
        calibration.add(Math.nextUp(0.1), false);
        calibration.add(1, true);

        assertThat(calibration.bins().stream().map(Calibration.Bin::count)).containsExactly(2L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
    }

    @Test
    void whoIsRightAsOftenAsItSaysHasNoError() {
        Calibration calibration = new Calibration(Calibration.BINS);
        for (int i = 0; i < 100; i++) {
            calibration.add(0.75, i % 4 != 0);
            calibration.add(0.5, i % 2 == 0);
        }
        assertThat(calibration.expectedError()).isZero();
        assertThat(new Calibration(3).expectedError()).isNaN();
        assertThatThrownBy(() -> new Calibration(0)).hasMessage("bins must be at least 1, got 0: 10 and 15 are usual");
    }
}
