package dev.vitrine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void binsAddUpToTheNumberOfValuesAndEachHoldsWhatABruteForceCountFinds() {
        SplittableRandom random = new SplittableRandom(7);
        for (int bins = 1; bins < 70; bins += 7) {
            float[] values = new float[500 + bins];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextDouble() * 6 - 3);
            }
            values[3] = Float.NaN;
            values[4] = Float.NEGATIVE_INFINITY;
            Histogram h = Histogram.symmetric(values, bins);
            assertThat(h.total()).isEqualTo(values.length);
            assertThat(h.notFinite()).isEqualTo(2);
            for (int bin = 0; bin < bins; bin++) {
                int count = 0;
                for (float v : values) {
                    boolean last = bin == bins - 1;
                    count += Float.isFinite(v) && Math.floor((v - h.lo()) * (bins / (h.hi() - h.lo()))) == bin
                            || last && v == h.hi() ? 1 : 0;
                }
                assertThat(h.counts()[bin]).isEqualTo(count);
            }
        }
    }

    @Test
    void reachesAsFarAsTheLargestMagnitudeOnBothSides() {
        Histogram h = Histogram.symmetric(new float[] {-4, 1, 2}, 4);
        assertThat(h.lo()).isEqualTo(-4);
        assertThat(h.hi()).isEqualTo(4);
        assertThat(h.counts()).containsExactly(1, 0, 1, 1);
        assertThat(h.edge(4)).isEqualTo(4);
        assertThat(h.largest()).isEqualTo(1);
    }

    @Test
    void zerosAloneAndNothingAtAllHaveBinsToo() {
        assertThat(Histogram.symmetric(new float[3], 2).counts()).containsExactly(0, 3);
        assertThat(Histogram.symmetric(new float[0], 2).total()).isZero();
    }

    @Test
    void wantsABinAndARange() {
        assertThatThrownBy(() -> Histogram.of(new float[1], 0, 0, 1)).hasMessageContaining("needs a bin");
        assertThatThrownBy(() -> Histogram.of(new float[1], 4, 1, 1)).hasMessageContaining("lo < hi");
    }

    @Test
    void aSummaryLeavesOutWhatIsNotFinite() {
        Summary s = Summary.of(new float[] {3, -4, Float.NEGATIVE_INFINITY, Float.NaN});
        assertThat(s).isEqualTo(new Summary(-4, -0.5, 3, 5, 2, 2));
        assertThat(Summary.of(new float[0]).mean()).isNaN();
    }
}
