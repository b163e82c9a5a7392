package dev.vitrine.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class Atan2Test {
    @Test
    void atan2IsThatOfTheLibraryInTheRightHalfPlane() {
        for (double degrees = -90; degrees <= 90; degrees += 0.037) {
            for (double length : new double[] {1e-30, 1e-6, 1, 1e6, 1e30}) {
                float y = (float) (length * Math.sin(Math.toRadians(degrees)));
                float x = (float) Math.abs(length * Math.cos(Math.toRadians(degrees)));
                double wanted = Math.atan2(y, x);
                assertThat((double) FloatMath.atan2(y, x)).as(y + " / " + x).isCloseTo(wanted, within(4e-7 * Math.abs(wanted) + 1e-37));
            }
        }
    }

    @Test
    void atTheOriginItIsZeroAndOnTheAxesItIsExact() {
        assertThat(FloatMath.atan2(0, 0)).isZero();
        assertThat(FloatMath.atan2(0, 3)).isZero();
        assertThat(FloatMath.atan2(3, 0)).isEqualTo((float) (Math.PI / 2));
        assertThat(FloatMath.atan2(-3, 0)).isEqualTo((float) (-Math.PI / 2));
        assertThat(FloatMath.atan2(1, 1)).isCloseTo((float) (Math.PI / 4), within(1e-7f));
        assertThat(FloatMath.atan2(Float.NaN, 1)).isNaN();
        assertThat(FloatMath.atan2(1, Float.NaN)).isNaN();
    }
}
