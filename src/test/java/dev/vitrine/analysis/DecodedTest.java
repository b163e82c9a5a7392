package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class DecodedTest {
    private final Decoded decoded = new Decoded(new float[] {1, 3, 3, -2, 100, 0, 0, 101}, 4);

    @Test
    void ofEquallyLikelyTokensTheLowestIdWins() {
        assertThat(decoded.rows()).isEqualTo(2);
        assertThat(decoded.likeliest(0)).isEqualTo(1);
        assertThat(decoded.likeliest(1)).isEqualTo(3);
    }

    @Test
    void probabilitiesAreTheSoftmax() {
        double sum = Math.exp(1) + 2 * Math.exp(3) + Math.exp(-2);

        assertThat(decoded.probability(0, 0)).isCloseTo(Math.exp(1) / sum, within(1e-12));
        assertThat(decoded.probability(1, 3)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    }
}
