package dev.vitrine.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.engine.Tiny;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ParameterTest {
    private static final TensorShape LARGE = TensorShape.of("in", 100, "out", 1000);

    private static double spread(Parameter p) {
        double squares = 0;
        for (float v : p.value().data) {
            squares += (double) v * v;
        }
        return Math.sqrt(squares / p.size());
    }

    @Test
    void weightsAreNormalAndDecay() {
        Parameter p = Parameter.normal("w", LARGE, 0.02, Tiny.DRAWS);
        assertThat(spread(p)).isCloseTo(0.02, within(0.0002));
        assertThat(p.trained()).isTrue();
        assertThat(p.decayed()).isTrue();
        assertThat(Parameter.normal("w", LARGE, 0.02, Tiny.DRAWS).value().data).isEqualTo(p.value().data);
        assertThat(Parameter.normal("v", LARGE, 0.02, Tiny.DRAWS).value().data).isNotEqualTo(p.value().data);
    }

    @Test
    void gainsAndBiasesStartAtOneValueAndDoNotDecay() {
        Parameter p = Parameter.constant("gain", TensorShape.of("1", 1, "C", 4), 1);
        assertThat(p.value().data).containsExactly(1, 1, 1, 1);
        assertThat(p.trained()).isTrue();
        assertThat(p.decayed()).isFalse();
        assertThat(p).hasToString("gain (1 1, C 4)");
    }

    @Test
    void aTruncatedNormalBufferHasItsSpreadAndNoTail() {
        Parameter p = Parameter.truncatedNormalBuffer("z", LARGE, 3, Tiny.DRAWS);
        assertTruncated(p);
        assertThat(p.trained()).isFalse();
        assertThat(p.decayed()).isFalse();
    }

    @Test
    void truncatedNormalWeightsHaveTheSameAndAreTrained() {
        Parameter p = Parameter.truncatedNormal("w", LARGE, 3, Tiny.DRAWS);
        assertTruncated(p);
        assertThat(p.trained()).isTrue();
        assertThat(p.decayed()).isTrue();
        assertThat(Parameter.zeros("z", LARGE).value().data).containsOnly(0f);
    }

    private static void assertTruncated(Parameter p) {
        assertThat(spread(p)).isCloseTo(3, within(0.03));
        double largest = 0;
        for (float v : p.value().data) {
            largest = Math.max(largest, Math.abs(v));
        }
        assertThat(largest).isBetween(3 * 2.26, 3 * 2.2736945);
    }

    @Test
    void aSetHoldsEachParameterOnceHoweverOftenItIsUsed() {
        Parameter w = Parameter.normal("w", TensorShape.of("in", 2, "out", 3), 1, Tiny.DRAWS);
        Parameter g = Parameter.constant("g", TensorShape.of("1", 1, "C", 4), 1);
        Parameter z = Parameter.truncatedNormalBuffer("z", TensorShape.of("1", 1, "C", 5), 1, Tiny.DRAWS);
        ParameterSet set = new ParameterSet(List.of(w, z, g, w));
        assertThat(set).containsExactly(w, z, g);
        assertThat(set.trained()).containsExactly(w, g);
        assertThat(set.count()).as("buffers do not count").isEqualTo(10);
        assertThat(set.get("z")).isSameAs(z);
        assertThat(set.contains("q")).isFalse();
        assertThatThrownBy(() -> set.get("q")).hasMessage("no parameter 'q'; there are [w, z, g]");
        Parameter other = Parameter.constant("g", TensorShape.of("1", 1, "C", 4), 1);
        assertThatThrownBy(() -> new ParameterSet(List.of(g, other))).hasMessage("two parameters are named g");
    }

    @Test
    void gradientsAddUpInOrder() {
        Parameter g = Parameter.constant("g", TensorShape.of("1", 1, "C", 2), 1);
        Gradients a = new Gradients(List.of(g));
        Gradients b = new Gradients(List.of(g));
        a.of(g).data[0] = 1;
        b.of(g).data[0] = 2;
        b.of(g).data[1] = 3;
        a.add(b);
        assertThat(a.of(g).data).containsExactly(3, 3);
        assertThat(b.of(g).data).containsExactly(2, 3);
        a.zero();
        assertThat(a.of(g).data).containsExactly(0, 0);
        assertThat(Gradients.NONE.of(g).data).isEmpty();
    }

    @Test
    void aShapeKnowsRowsColumnsAndNames() {
        TensorShape shape = TensorShape.of("B", 2, "NH", 3, "T", 5);
        assertThat(List.of(shape.rows(), shape.columns(), shape.count(), shape.size("NH"), shape.size("C")))
                .containsExactly(6, 5, 30, 3, -1);
        assertThat(shape.withFirst(7)).hasToString("B 7, NH 3, T 5");
        assertThatThrownBy(() -> new TensorShape(List.of("B"), List.of(1, 2)))
                .hasMessage("a shape needs one size an axis, got [B] and [1, 2]");
        assertThatThrownBy(() -> TensorShape.of("B", 65536, "T", 65536).count())
                .hasMessageContaining("more numbers than an array can hold");
    }

    @Test
    void namesGetTheirPrefixBehindGrad() {
        StringBuilder seen = new StringBuilder();
        TensorVisitor visitor = (name, shape, filler) -> seen.append(name).append(' ');
        TensorShape one = TensorShape.of("1", 1);
        TensorVisitor inner = visitor.under("blocks.0").under("attn");
        inner.tensor("q", one, out -> { });
        inner.tensor("grad.q", one, out -> { });
        inner.withoutGradients().tensor("grad.k", one, out -> { });
        inner.withoutGradients().tensor("k", one, out -> { });
        assertThat(seen.toString()).isEqualTo("blocks.0.attn.q grad.blocks.0.attn.q blocks.0.attn.k ");
    }
}
