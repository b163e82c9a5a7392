package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vitrine.engine.layer.MemoryConfig;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Training in 16 bits learns as well as in 32. */
final class PrecisionTest {
    private static final int STEPS = 200;

    @TestFactory
    Stream<DynamicTest> theLossInSixteenBitsIsThatInThirtyTwoWithinOnePercent() {
        double exact = loss("fp32");
        return Stream.of("bf16", "fp16").map(precision -> dynamicTest(precision, () ->
                assertThat(loss(precision)).isNotEqualTo(exact).isBetween(0.99 * exact, 1.01 * exact)));
    }

    /** Over the text of the preset that comes first, at the end of its schedule. */
    private static double loss(String precision) {
        RunConfig start = RunConfigs.preset("start").withMemory(new MemoryConfig(false, precision, 65536, 2000));
        RunConfig config = start.withStages(List.of(start.stages().getFirst().withSteps(STEPS)));
        RunData data = RunData.load(config);
        try (Run run = Small.at(new Run(config, data, 2, 0), STEPS)) {
            return run.evaluator().loss(data.stages().getFirst().train());
        }
    }
}
