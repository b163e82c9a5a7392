package dev.vitrine.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.vitrine.engine.Draws;
import org.junit.jupiter.api.Test;

/** A Transformer of 2k blocks and an HRM of k + k blocks can be compared: they have the same number of parameters. */
final class ParameterCountTest {
    private static final int BLOCK = 4 * 128 * 128 + 3 * 128 * 344 + 2 * 128;   // with the gains of its two norms

    private static int count(String type, String order, boolean tied) {
        ModelConfig config = new ModelConfig(type, 80, 64, 4, 4, 128, 344, "swiglu", "rms_norm", 1e-5, order, "rope", 10_000,
                false, tied, 2, 2, "last_cycle");
        return Models.create(config, new Draws(1)).parameters().count();
    }

    @Test
    void bothHaveExactlyTheSameNumberWithNormsAfter() {
        assertThat(count("gpt", "post", false)).isEqualTo(4 * BLOCK + 2 * 80 * 128);
        assertThat(count("hrm", "post", false)).isEqualTo(4 * BLOCK + 2 * 80 * 128);
        assertThat(count("hrm", "post", true)).isEqualTo(count("gpt", "post", true)).isEqualTo(4 * BLOCK + 80 * 128);
    }

    @Test
    void withNormsBeforeHrmHasOneMoreFinalNorm() {
        assertThat(count("gpt", "pre", false)).isEqualTo(4 * BLOCK + 2 * 80 * 128 + 128);
        assertThat(count("hrm", "pre", false)).isEqualTo(count("gpt", "pre", false) + 128)
                .isCloseTo(count("gpt", "pre", false), withinPercentage(1));
    }
}
