package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class EmaTest {
    @Test
    void constantSeriesStaysConstantToTheLastBit() {
        for (double smoothing : new double[] {0.1, 0.6, 0.99}) {
            Ema ema = new Ema();
            ema.reset(smoothing);
            for (int i = 0; i < 2000; i++) {
                ema.append(0.1);
                assertThat(ema.at(i)).isEqualTo(0.1);
            }
        }
    }

    @Test
    void equalsTheDebiasedAverageByItsDefinition() {
        double[] y = {3, 1, 4, 1, 5, 9, 2, 6};
        Ema ema = new Ema();
        ema.reset(0.6);
        double sum = 0;
        for (int k = 0; k < y.length; k++) {
            ema.append(y[k]);
            sum = 0.6 * sum + 0.4 * y[k];
            assertThat(ema.at(k)).isCloseTo(sum / (1 - Math.pow(0.6, k + 1)), within(1e-12));
        }
    }

    @Test
    void aValueThatIsNoNumberIsPassedOnAndForgotten() {
        Ema ema = new Ema();
        ema.reset(0.9);
        ema.append(2);
        ema.append(Double.NaN);
        ema.append(Double.POSITIVE_INFINITY);
        ema.append(2);
        assertThat(ema.at(1)).isNaN();
        assertThat(ema.at(2)).isInfinite();
        assertThat(ema.at(3)).isEqualTo(2);
    }
}
