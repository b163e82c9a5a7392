package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ResidualsTest {
    @Test
    void eachIsTheFrobeniusNormOfTheMoveOverTheRootOfItsSize() {
        Random random = new Random(11);
        List<float[]> states = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            float[] state = new float[6 * 4];
            for (int i = 0; i < state.length; i++) {
                state[i] = (float) random.nextGaussian();
            }
            states.add(state);
        }

        double[] residuals = Residuals.of(states);

        assertThat(residuals).hasSize(4);
        for (int k = 1; k < 5; k++) {
            double norm = 0;
            for (int row = 0; row < 6; row++) {
                for (int c = 0; c < 4; c++) {
                    norm += Math.pow((double) states.get(k)[row * 4 + c] - states.get(k - 1)[row * 4 + c], 2);
                }
            }
            assertThat(residuals[k - 1]).isCloseTo(Math.sqrt(norm) / Math.sqrt(24), within(1e-12));
        }
    }

    @Test
    void aFixedPointHasNone() {
        float[] z = {1, 2, 3};

        assertThat(Residuals.of(List.of(z, z.clone()))).containsExactly(0);
        assertThat(Residuals.of(List.of(z))).isEmpty();
    }

    @Test
    void statesOfDifferentSizesAreRefused() {
        assertThatThrownBy(() -> Residuals.rms(new float[2], new float[3])).hasMessageContaining("2 and 3 numbers");
    }
}
