package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.layer.AttentionConfig;
import dev.vitrine.engine.layer.Blocks;
import dev.vitrine.engine.layer.DropoutConfig;
import dev.vitrine.engine.layer.Layer;
import dev.vitrine.engine.layer.Pass;
import dev.vitrine.engine.layer.PassContext;
import dev.vitrine.engine.tensor.Parameter;
import dev.vitrine.engine.tensor.TensorVisitor;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The check is not fooled: each gradient of a block in turn is made a little wrong. */
final class LayerSlopesTest {
    private static final int CHANNELS = 8;

    /** A layer whose backward does something else as well. */
    private record Wrong(Layer right, String name, Consumer<float[]> harm) implements Layer {
        @Override
        public List<Parameter> parameters() {
            return right.parameters();
        }

        @Override
        public Pass newPass(PassContext context) {
            Pass pass = right.newPass(context);
            return new Pass() {
                @Override
                public FMatrixRMaj forward(FMatrixRMaj x) {
                    return pass.forward(x);
                }

                @Override
                public FMatrixRMaj backward(FMatrixRMaj dy) {
                    FMatrixRMaj dx = pass.backward(dy);
                    harm.accept(right.parameters().stream().filter(p -> p.name().equals(name)).findFirst()
                            .map(p -> context.gradients().of(p).data).orElse(dx.data));
                    return dx;
                }

                @Override
                public void tensors(TensorVisitor visitor) {
                    pass.tensors(visitor);
                }
            };
        }
    }

    private static Layer block(String order, String feedForward) {
        return Blocks.create("w", Tiny.config("normOrder", order, "norm", "dyt", "feedForward", feedForward, "position", "rope",
                "bias", true, "heads", 4, "dropout", new DropoutConfig(0.2, 0.2, 0, 0.2),
                "attention", new AttentionConfig(4, 2, 7, true, true, 0.5)).block(), Tiny.DRAWS);
    }

    private static double error(Layer layer, String name, double scale, String kinks) {
        LayerSlopes slopes = new LayerSlopes(layer, 2, 18, CHANNELS, scale, Backends.create("simd"), kinks);
        return slopes.error(name, layer.parameters().stream().filter(p -> p.name().equals(name)).findFirst()
                .map(p -> p.value().data).orElse(slopes.input()));
    }

    private static Stream<DynamicTest> harmed(String harm, Consumer<float[]> how) {
        return Blocks.REGISTRY.names().stream().flatMap(order -> Stream.of("geglu", "reglu").flatMap(ff -> Stream.concat(
                Stream.of("dx"), block(order, ff).parameters().stream().map(Parameter::name)).flatMap(name -> Stream.of(0.1, 3.0)
                .map(scale -> dynamicTest(String.join(" ", harm, name, order, ff, "inputs of", scale.toString()), () -> {
                    String kinks = ff.equals("reglu") ? "gate" : "";
                    assertThat(error(block(order, ff), name, scale, kinks)).isLessThan(0.005);
                    assertThat(error(new Wrong(block(order, ff), name, how), name, scale, kinks)).isGreaterThan(0.01);
                })))));
    }

    @TestFactory
    Stream<DynamicTest> anErrorOfThreePercentInOneGradientIsFound() {
        return harmed("3 percent of", g -> {
            for (int i = 0; i < g.length; i++) {
                g[i] *= 1.03f;
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aNumberWithTheWrongSignIsFound() {
        return harmed("the largest of", g -> {
            int largest = 0;
            for (int i = 1; i < g.length; i++) {
                largest = Math.abs(g[i]) > Math.abs(g[largest]) ? i : largest;
            }
            g[largest] = -g[largest];
        });
    }
}
