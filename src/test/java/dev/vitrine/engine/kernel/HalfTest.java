package dev.vitrine.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Conversions to and from 16 bits: what is nearest, what is not a number, and the same in every backend. */
final class HalfTest {
    private static final float[] EDGES = {0f, -0f, 1f, -1f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, 0x1p-24f, 0x1p-25f,
        0x1.8p-25f, 0x1p-14f, 65504f, 65519f, 65520f, 65535f, 65536f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY, 0x1.01p0f, 0x1.03p0f, 0x1.ffp0f, 0x1.002p0f, 0x1.006p0f, 3.14159f};

    private static float through(Half format, float x) {
        return format.widen(format.narrow(x));
    }

    @Test
    void everyHalfComesBackFromItsFloat() {
        for (Half format : Half.values()) {
            for (int h = Short.MIN_VALUE; h <= Short.MAX_VALUE; h++) {
                float x = format.widen((short) h);
                if (!Float.isNaN(x)) {
                    assertThat(format.narrow(x)).as(format + " " + x).isEqualTo((short) h);
                } else {
                    assertThat(through(format, x)).isNaN();
                }
            }
        }
    }

    @Test
    void whatLiesBetweenGoesToTheNearerAndTiesToTheEven() {
        for (Half format : Half.values()) {
            for (int h = 0; format.widen((short) (h + 1)) < Float.POSITIVE_INFINITY; h++) {
                float low = format.widen((short) h);
                float high = format.widen((short) (h + 1));
                float middle = (float) (((double) low + high) / 2);   // exact
                assertThat(new BigDecimal(low).add(new BigDecimal(high))).isEqualByComparingTo(new BigDecimal(middle).multiply(
                        BigDecimal.TWO));
                assertThat(format.narrow(middle)).as(format + " " + middle).isEqualTo((short) (h + (h & 1)));
                assertThat(format.narrow(-middle)).isEqualTo((short) (h + (h & 1) | 0x8000));
                assertThat(format.narrow(Math.nextDown(middle))).isEqualTo((short) h);
                assertThat(format.narrow(Math.nextUp(middle))).isEqualTo((short) (h + 1));
            }
        }
    }

    @Test
    void whatIsTooLargeBecomesInfiniteAndWhatIsTooSmallVanishes() {
        assertThat(through(Half.FP16, 65519f)).isEqualTo(65504f);
        assertThat(through(Half.FP16, 65520f)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(through(Half.FP16, -1e6f)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(through(Half.FP16, 0x1p-24f)).isEqualTo(0x1p-24f);
        assertThat(through(Half.FP16, 0x1p-25f)).isZero();
        assertThat(through(Half.BF16, 1e30f)).isBetween(0.99e30f, 1.01e30f);
        assertThat(through(Half.BF16, Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(through(Half.BF16, Float.intBitsToFloat(0x7f800001))).as("a NaN whose upper half is that of infinity").isNaN();
    }

    @Test
    void everyBackendGivesTheSameBitsForEveryLength() {
        float[] x = new float[3000];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < EDGES.length ? EDGES[i] : Float.intBitsToFloat(i * 0x9E3779B9);
        }
        for (String backend : Backends.REGISTRY.names()) {
            Kernels kernels = Backends.create(backend);
            for (Half format : Half.values()) {
                for (int n : new int[] {0, 1, 3, 16, 17, 31, 100, 3000}) {
                    same(kernels, format, n, x);
                }
            }
        }
    }

    private static void same(Kernels kernels, Half format, int n, float[] x) {
        short[] narrow = new short[x.length];
        float[] wide = new float[x.length];
        float[] rounded = new float[x.length];
        kernels.narrow(format, n, x, narrow);
        kernels.widen(format, n, narrow, wide);
        kernels.round(format, n, x, rounded);
        for (int i = 0; i < x.length; i++) {
            String what = kernels.name() + " " + format + " " + x[i];
            if (i >= n) {
                assertThat(narrow[i]).isZero();
                assertThat(rounded[i]).isZero();
            } else if (Float.isNaN(x[i])) {
                assertThat(wide[i]).as(what).isNaN();
                assertThat(rounded[i]).as(what).isNaN();
            } else {
                assertThat(narrow[i]).as(what).isEqualTo(format.narrow(x[i]));
                assertThat(Float.floatToRawIntBits(wide[i])).as(what).isEqualTo(Float.floatToRawIntBits(through(format, x[i])));
                assertThat(Float.floatToRawIntBits(rounded[i])).as(what).isEqualTo(Float.floatToRawIntBits(wide[i]));
            }
        }
    }
}
