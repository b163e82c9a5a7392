package dev.vitrine.engine.layer;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.GradientCheck;
import dev.vitrine.engine.Tiny;
import dev.vitrine.engine.kernel.Backends;
import dev.vitrine.engine.model.ModelConfig;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every registered order of a block with every norm, every feed-forward part and every kind of position, all with grouped
 * heads, normed queries and keys, a window to one side or both, biases and every kind of dropout, its draws fixed: where two
 * parts meet. Each has weights of its own.
 */
final class CombinationGradientTest {
    private static final int BATCH = 2;
    private static final int TIME = 18;   // beyond one tile of attention's rows
    private static final int CHANNELS = 8;
    private static final DropoutConfig DROPOUT = new DropoutConfig(0.2, 0.2, 0, 0.2);

    private record Choice(String name, ModelConfig config) {
    }

    private static Stream<Choice> everyCombination() {
        return Blocks.REGISTRY.names().stream().flatMap(order -> Norms.REGISTRY.names().stream()
                .flatMap(norm -> FeedForwards.REGISTRY.names().stream().flatMap(ff -> Positions.REGISTRY.names().stream()
                        .map(position -> new Choice(String.join(" ", order, norm, ff, position), Tiny.config(
                                "normOrder", order, "norm", norm, "feedForward", ff, "position", position, "bias", true, "heads", 4,
                                "dropout", DROPOUT, "attention", new AttentionConfig(4, 2, 7, ff.length() % 2 == 0, true, 0.5)))))));
    }

    @TestFactory
    Stream<DynamicTest> backwardIsTheSlopeOfForward() {
        return everyCombination().flatMap(choice -> DoubleStream.of(0.1, 1, 3).mapToObj(scale -> dynamicTest(
                choice.name() + ", inputs of " + scale, () -> verify(choice, scale))));
    }

    private static void verify(Choice choice, double scale) {
        String ff = choice.config().feedForward();
        GradientCheck.verify(Blocks.create(choice.name() + scale, choice.config().block(), Tiny.DRAWS), BATCH, TIME, CHANNELS, scale,
                Backends.create("simd"), ff.equals("reglu") ? "gate" : ff.equals("relu") ? "pre" : "");
    }
}
