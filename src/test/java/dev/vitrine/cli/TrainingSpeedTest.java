package dev.vitrine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TrainingSpeedTest {
    private static final BenchShapes.Shape A = BenchShapes.REGISTRY.get("A");

    @Test
    void aTokenCostsSixForEachWeightOfAProductAndTwelveChannelsForEachKey() {
        double weights = 3 * (4 * 128 * 128 + 2 * 128 * 512) + 512 * 128;
        assertThat(weights).isEqualTo(655_360);
        assertThat(TrainingSpeed.flops(A, 0)).isEqualTo(6 * weights + 12 * 3 * 128 * (1 + 64) / 2.0);
    }

    @Test
    void aWindowBoundsTheKeys() {
        double weights = 6 * 655_360.0;
        assertThat(TrainingSpeed.flops(A, 1) - weights).isEqualTo(12 * 3 * 128);
        assertThat(TrainingSpeed.flops(A, 64)).isEqualTo(TrainingSpeed.flops(A, 0)).isEqualTo(TrainingSpeed.flops(A, 100));
        // of 64 queries the first sees one key, all others two
        assertThat(TrainingSpeed.flops(A, 2) - weights).isEqualTo(12 * 3 * 128 * (2 - 1 / 64.0));
    }
}
