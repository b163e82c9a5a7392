package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColorMapTest {
    @ParameterizedTest
    @EnumSource(names = {"CIVIDIS", "VIRIDIS"})
    void sequentialMapsGrowLighterAtEveryStepOfAFewEntries(ColorMap map) {
        int[] lut = map.lut();
        for (int i = 4; i < lut.length; i++) {        // neighbours may round to the same L*
            assertThat(Lab.lightness(lut[i])).as("entry %d", i).isGreaterThan(Lab.lightness(lut[i - 4]));
        }
    }

    @Test
    void reversedIsTheSameMapBackwards() {
        for (int i = 0; i < 256; i++) {
            assertThat(ColorMap.CIVIDIS_REVERSED.lut()[i]).isEqualTo(ColorMap.CIVIDIS.lut()[255 - i]);
        }
    }

    @Test
    void divergingIsEquallyLightOnBothSidesAndLightestAtZero() {
        int[] lut = ColorMap.DIVERGING.lut();
        for (int i = 0; i < 128; i++) {
            assertThat(Lab.lightness(lut[i])).isCloseTo(Lab.lightness(lut[255 - i]), within(5.0));
            assertThat(Lab.lightness(lut[i])).isLessThanOrEqualTo(Lab.lightness(lut[127]) + 0.5);
        }
        assertThat(Lab.lightness(ColorMap.DIVERGING.argb(0.5))).isGreaterThan(96);
        assertThat(ColorMap.DIVERGING.signed()).isTrue();
    }

    @Test
    void negativeIsRedAndPositiveIsBlue() {
        assertThat(ColorMap.DIVERGING.argb(0)).isEqualTo(0xFFB2182B);
        assertThat(ColorMap.DIVERGING.argb(1)).isEqualTo(0xFF2166AC);
    }

    @Test
    void publishedStopsAreKept() {
        assertThat(ColorMap.CIVIDIS.argb(0)).isEqualTo(0xFF002051);
        assertThat(ColorMap.CIVIDIS.argb(1)).isEqualTo(0xFFFDEA45);
        assertThat(ColorMap.VIRIDIS.lut()).contains(0xFF440154, 0xFFFDE725);
    }

    @Test
    void clampsBeyondItsEndsAndMarksNaN() {
        assertThat(ColorMap.VIRIDIS.argb(-3)).isEqualTo(ColorMap.VIRIDIS.argb(0));
        assertThat(ColorMap.VIRIDIS.argb(Double.POSITIVE_INFINITY)).isEqualTo(ColorMap.VIRIDIS.argb(1));
        assertThat(ColorMap.VIRIDIS.argb(Double.NaN)).isEqualTo(ColorMap.BROKEN);
    }

    @ParameterizedTest
    @EnumSource
    void inkHasTheContrastThatTextNeedsOnEveryEntry(ColorMap map) {
        for (int argb : map.lut()) {
            double y = Lab.luminance(argb);
            double contrast = ColorMap.inkOn(argb).equals(Color.WHITE) ? 1.05 / (y + 0.05) : (y + 0.05) / 0.05;
            assertThat(contrast).isGreaterThanOrEqualTo(4.5);
        }
    }
}
