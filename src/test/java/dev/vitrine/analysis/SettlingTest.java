package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class SettlingTest {
    @Test
    void lateDriftIsTheMeanOfTheLastFour() {
        assertThat(Settling.late(new double[] {9, 8, 1, 2, 3, 4})).isEqualTo(2.5);
        assertThat(Settling.late(new double[] {1, 2})).isEqualTo(1.5);
    }

    @Test
    void theThresholdPartsThoseAtRestFromThoseThatMove() {
        Random random = new Random(2);
        double[] drifts = DoubleStream.concat(DoubleStream.generate(() -> Math.exp(-4 + 0.3 * random.nextGaussian())).limit(30),
                DoubleStream.generate(() -> Math.exp(-0.5 + 0.3 * random.nextGaussian())).limit(10)).toArray();

        double threshold = Settling.threshold(drifts);

        assertThat(Arrays.stream(drifts).filter(d -> d < threshold).count()).isEqualTo(30);
        assertThat(Settling.threshold(Arrays.stream(drifts).map(d -> 7 * d).toArray())).isCloseTo(7 * threshold, Offset.offset(1e-9));
    }

    /** By the definition: least variance within the classes, which is the most between them. */
    @Test
    void noOtherPartitionHasLessVarianceWithinItsClasses() {
        double[] drifts = new Random(8).doubles(25, 0.01, 2).toArray();
        double threshold = Settling.threshold(drifts);
        double[] logs = Arrays.stream(drifts).map(Math::log).sorted().toArray();
        double ours = within(logs, (int) Arrays.stream(drifts).filter(d -> d < threshold).count());
        for (int i = 1; i < logs.length; i++) {
            assertThat(ours).isLessThanOrEqualTo(within(logs, i) + 1e-9);
        }
    }

    private static double within(double[] sorted, int cut) {
        return squares(Arrays.copyOfRange(sorted, 0, cut)) + squares(Arrays.copyOfRange(sorted, cut, sorted.length));
    }

    private static double squares(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }

    @Test
    void driftsThatDoNotDifferHaveNoThreshold() {
        assertThat(Settling.threshold(new double[] {0.5, 0.5, 0.5})).isNaN();
        assertThat(Settling.threshold(new double[] {0.5})).isNaN();
    }
}
