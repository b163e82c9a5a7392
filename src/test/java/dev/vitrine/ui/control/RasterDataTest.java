package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RasterDataTest {
    @Test
    void symmetricDomainIgnoresBrokenValues() {
        RasterData data = RasterData.symmetric(1, 4, new float[] {-3, 2, Float.NaN, Float.NEGATIVE_INFINITY});
        assertThat(data.min()).isEqualTo(-3);
        assertThat(data.max()).isEqualTo(3);
        assertThat(data.map().signed()).isTrue();
    }

    @Test
    void allZeroWeightsAreInTheMiddleOfTheColours() {
        assertThat(RasterData.symmetric(1, 2, new float[2]).unit(0)).isEqualTo(0.5);
    }

    @Test
    void laterTokensAreMasked() {
        RasterData data = RasterData.attention(new float[9], Band.CAUSAL, List.of("a", "b", "c"));
        assertThat(data.masked(0, 1)).isTrue();
        assertThat(data.masked(1, 1)).isFalse();
        assertThat(data.masked(2, 0)).isFalse();
    }

    @Test
    void aWindowMasksWhatLiesFurtherAwayOnTheSidesThatAreSeen() {
        String causal = "";
        String bothWays = "";
        for (int column = 0; column < 7; column++) {
            causal += Band.of(true, 3).holds(4, column) ? "x" : ".";
            bothWays += Band.of(false, 2).holds(4, column) ? "x" : ".";
        }
        assertThat(causal).isEqualTo("..xxx..");
        assertThat(bothWays).isEqualTo("...xxx.");
        assertThat(Band.of(true, 0)).isEqualTo(Band.CAUSAL);
        assertThat(Band.of(false, 0)).isEqualTo(Band.ALL);
        assertThat(Band.ALL.holds(0, 1 << 20)).isTrue();
    }

    @Test
    void saysWhatWasWrong() {
        assertThatThrownBy(() -> RasterData.of(2, 3, new float[5], 0, 1, ColorMap.CIVIDIS))
                .hasMessage("values of a raster: expected 2 x 3 = 6, got 5");
        assertThatThrownBy(() -> RasterData.of(1, 1, new float[1], 1, 0, ColorMap.CIVIDIS))
                .hasMessageContaining("got 1.0 to 0.0");
        assertThatThrownBy(() -> RasterData.of(1, 1, new float[1], 0, 1, ColorMap.CIVIDIS).withLabels(List.of(), List.of("a", "b")))
                .hasMessage("column labels of a raster: expected none or 1, got 2");
    }
}
