package dev.vitrine.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.tensor.Gradients;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GradientNormsTest {
    private final Parameter a = Parameter.constant("a", TensorShape.of("1", 1, "C", 3), 0f);
    private final Parameter b = Parameter.constant("b", TensorShape.of("1", 1, "C", 5000), 0f);
    private final Gradients gradients = new Gradients(List.of(a, b));
    private final GradientNorms norms = new GradientNorms(gradients, Backends.create("simd"));

    private void set(float... values) {
        System.arraycopy(values, 0, gradients.of(a).data, 0, values.length);
    }

    @Test
    void normsAreRootsOfSumsOfSquares() {
        set(2, -3, 6);
        gradients.of(b).data[0] = 8;
        gradients.of(b).data[4999] = -6;
        norms.measure();
        assertThat(norms.of(0)).isEqualTo(7);
        assertThat(norms.of(1)).isEqualTo(10);
        assertThat(norms.global()).isCloseTo(Math.sqrt(149), within(1e-12));
        assertThat(norms.count()).isEqualTo(2);
    }

    @Test
    void aLongGradientIsShortenedToTheLimitAndKeepsItsDirection() {
        set(2, -3, 6);
        gradients.of(b).setTo(Tiny.gaussian("b", 1, 5000, 1));
        float[] before = gradients.of(b).data.clone();
        norms.measure();
        double length = norms.global();
        norms.clip(1.5);
        assertThat(norms.global()).as("as measured, before clipping").isEqualTo(length);
        float factor = (float) (1.5 / length);
        assertThat(gradients.of(a).data).containsExactly(2 * factor, -3 * factor, 6 * factor);
        assertThat(gradients.of(b).data[17]).isEqualTo(before[17] * factor);
        norms.measure();
        assertThat(norms.global()).isCloseTo(1.5, within(1e-6));
    }

    @Test
    void aShortGradientAndALimitOfNothingLeaveItAsItIs() {
        set(2, -3, 6);
        norms.measure();
        norms.clip(7);
        norms.clip(0);
        assertThat(gradients.of(a).data).containsExactly(2, -3, 6);
        norms.clip(6.999);
        assertThat(gradients.of(a).data[0]).isLessThan(2);
    }

    @Test
    void aNumberThatIsNotFiniteShowsInTheGlobalNorm() {
        set(1, Float.NaN, 1);
        norms.measure();
        assertThat(norms.global()).isNaN();
        set(1, Float.POSITIVE_INFINITY, 1);
        norms.measure();
        assertThat(norms.global()).isInfinite();
    }
}
