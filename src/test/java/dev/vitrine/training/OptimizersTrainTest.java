package dev.vitrine.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.optim.Optimizers;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A small Transformer under every optimizer. */
final class OptimizersTrainTest {
    private static final Map<String, Double> RATES = Map.of("sgd", 0.1, "lion", 0.003, "sign_sgd", 0.003);

    private static Set<String> kinds() {
        return Optimizers.REGISTRY.names();
    }

    private static RunConfig config(String kind, String... changes) {
        RunConfig config = RunConfigs.set(Small.config("gpt"), "optimizer.kind=" + kind);
        return RunConfigs.set(Small.withRate(config, RATES.getOrDefault(kind, 0.01)), changes);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theLossFallsAndEveryStateComesBackBitForBit(String kind) {
        try (Run run = Small.at(Small.run(config(kind)), Small.TOTAL)) {
            assertThat(mean(run, Small.BORDER - 3)).isLessThan(0.96f * mean(run, 0));
            assertThat(mean(run, Small.TOTAL - 3)).isLessThan(0.92f * mean(run, Small.BORDER));
            long end = run.history().hash(Small.TOTAL);
            Small.at(run, 7);    // each state that is worked again is compared by its hash
            Small.at(run, Small.TOTAL);
            assertThat(Small.weights(run)).isEqualTo(weights(kind));
            assertThat(run.history().hash(Small.TOTAL)).isEqualTo(end);
        }
    }

    private static long weights(String kind) {
        try (Run other = Small.at(Small.run(config(kind), 2, 0), Small.TOTAL)) {   // two threads, no keyframes
            return Small.weights(other);
        }
    }

    private static float mean(Run run, int from) {
        return (run.history().loss().at(from) + run.history().loss().at(from + 1) + run.history().loss().at(from + 2)) / 3;
    }

    @Test
    void clippingByStagesIsPartOfTheRunAndRepeats() {
        RunConfig staged = config("adamw", "optimizer.centralize=true", "optimizer.adaptive_clip=0.05", "optimizer.clip_value=0.01");
        assertThat(Small.hashes(staged)).isEqualTo(Small.hashes(staged));
        assertThat(Small.hashes(staged)[1]).isNotEqualTo(Small.hashes(config("adamw"))[1]);
        try (Run run = Small.at(Small.run(staged), Small.TOTAL)) {
            assertThat(mean(run, Small.BORDER - 3)).isLessThan(mean(run, 0));
        }
    }
}
