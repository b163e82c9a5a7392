package dev.vitrine.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SchedulesTest {
    private static final int WARMUP = 10;
    private static final int TOTAL = 110;
    /** Where a step is no small part of the peak. */
    private static final Set<String> JUMPS = Set.of("cosine_restarts", "step_decay");
    private static final Set<String> RISES = Set.of("cosine_restarts", "one_cycle");
    /** They do not come to the final share by the end. */
    private static final Set<String> ENDLESS = Set.of("constant", "step_decay", "inverse_sqrt");

    private static Set<String> kinds() {
        return Schedules.REGISTRY.names();
    }

    private static ScheduleConfig schedule(String kind) {
        return schedule(kind, 0.1);
    }

    private static ScheduleConfig schedule(String kind, double finalShare) {
        return new ScheduleConfig(kind, 0.01, WARMUP, finalShare, new ShapeConfig(4, 30, 0.5, 0.2, 0.3, 0.04));
    }

    private static void at(ScheduleConfig schedule, int afterWarmup, double share) {
        assertThat(schedule.at(WARMUP + afterWarmup, TOTAL)).as(schedule.kind() + " at " + afterWarmup)
                .isCloseTo((float) (0.01 * share), within(1e-9f));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyScheduleWarmsUpInALineToWhereItsShapeBegins(String kind) {
        double begin = schedule(kind).at(WARMUP, TOTAL);
        for (int step = 0; step < WARMUP; step++) {
            assertThat(schedule(kind).at(step, TOTAL)).isCloseTo((float) (begin * (step + 1) / (WARMUP + 1)), within(1e-9f));
        }
        if (!kind.equals("one_cycle")) {
            assertThat(begin).as("the peak").isEqualTo(0.01f);
            assertThat(schedule(kind).at(3, TOTAL)).isEqualTo((float) (0.01 * 4 / 11));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyScheduleIsAtItsPeakAtMostAndSomewhereAtIt(String kind) {
        float highest = 0;
        for (int step = 0; step < TOTAL + 50; step++) {
            float rate = schedule(kind).at(step, TOTAL);
            highest = Math.max(highest, rate);
            assertThat(rate).isPositive().isLessThanOrEqualTo(0.01f);
            assertThat(schedule(kind).at(step, TOTAL)).as("a pure function").isEqualTo(rate);
            if (step >= WARMUP && !RISES.contains(kind)) {
                assertThat(schedule(kind).at(step + 1, TOTAL)).as(kind + " at " + step).isLessThanOrEqualTo(rate);
            }
        }
        assertThat(highest).isEqualTo(0.01f);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noScheduleJumpsButThoseThatShould(String kind) {
        float furthest = 0;
        for (int step = 0; step < TOTAL + 50; step++) {
            furthest = Math.max(furthest, Math.abs(schedule(kind).at(step + 1, TOTAL) - schedule(kind).at(step, TOTAL)));
        }
        if (JUMPS.contains(kind)) {
            assertThat(furthest).isGreaterThan(0.004f);
        } else {
            assertThat(furthest).isLessThan(0.001f);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyScheduleWithAnEndComesToItsShareAndStays(String kind) {
        if (!ENDLESS.contains(kind)) {
            for (double share : new double[] {0, 0.1, 1}) {
                at(schedule(kind, share), TOTAL - WARMUP, share);
                at(schedule(kind, share), TOTAL + 1000, share);
            }
        } else if (!kind.equals("constant")) {
            at(schedule(kind, 0.3), 100_000, 0.3);
        }
    }

    @Test
    void cosineGoesFromThePeakOverTheMiddleToItsShare() {
        at(schedule("cosine"), 25, 0.1 + 0.9 * (0.5 + Math.sqrt(0.125)));
        at(schedule("cosine"), 50, 0.55);
    }

    @Test
    void constantStays() {
        assertThat(schedule("constant").at(TOTAL, TOTAL)).isEqualTo(0.01f);
    }

    @Test
    void linearIsALine() {
        at(schedule("linear"), 25, 0.775);
        at(schedule("linear"), 50, 0.55);
    }

    @Test
    void cosineRestartsBeginsAgainAtThePeakInEveryCycle() {
        for (int cycle = 0; cycle < 4; cycle++) {
            at(schedule("cosine_restarts"), 25 * cycle, 1);
            at(schedule("cosine_restarts"), 25 * cycle + 10, 0.1 + 0.45 * (1 + Math.cos(Math.PI * 0.4)));
        }
    }

    @Test
    void stepDecayHalvesEveryThirtySteps() {
        at(schedule("step_decay"), 29, 1);
        at(schedule("step_decay"), 30, 0.5);
        at(schedule("step_decay"), 59, 0.5);
        at(schedule("step_decay"), 60, 0.25);
    }

    @Test
    void inverseSquareRootIsThatOfTheStepInWarmUps() {
        at(schedule("inverse_sqrt"), 30, 0.5);
        at(schedule("inverse_sqrt"), 80, 1 / 3.0);
        assertThat(new ScheduleConfig("inverse_sqrt", 0.01, 0, 0).at(3, 100)).isEqualTo(0.005f);
    }

    @Test
    void oneCycleRisesInAHalfCosineAndFallsInAnother() {
        at(schedule("one_cycle"), 0, 0.04);
        at(schedule("one_cycle"), 15, 0.52);
        at(schedule("one_cycle"), 30, 1);
        at(schedule("one_cycle"), 65, 0.55);
        ScheduleConfig onlyRises = new ScheduleConfig("one_cycle", 1, 0, 0, new ShapeConfig(1, 1, 1, 0, 1, 0.5));
        assertThat(onlyRises.at(100, 100)).isEqualTo(1f);
        ScheduleConfig onlyFalls = new ScheduleConfig("one_cycle", 1, 0, 0, new ShapeConfig(1, 1, 1, 0, 0, 0.5));
        assertThat(onlyFalls.at(0, 100)).isEqualTo(1f);
    }

    @Test
    void warmUpStableDecayIsStableUntilItsLastShare() {
        at(schedule("wsd"), 80, 1);
        at(schedule("wsd"), 90, 0.55);
        ScheduleConfig never = new ScheduleConfig("wsd", 1, 0, 0, new ShapeConfig(1, 1, 1, 0, 0, 0));
        assertThat(never.at(100, 100)).isEqualTo(1f);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aStageShorterThanItsWarmUpIsAllWarmUp(String kind) {
        assertThat(schedule("cosine").at(4, 5)).isEqualTo((float) (0.01 * 5 / 11));
        assertThat(schedule(kind).at(WARMUP, 5)).isPositive();
        assertThat(schedule(kind).at(WARMUP + 1, 5)).isPositive();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anotherPeakScalesTheWholeSchedule(String kind) {
        ScheduleConfig doubled = schedule(kind).withLearningRate(0.02);
        for (int step = 0; step < TOTAL; step++) {
            assertThat(doubled.at(step, TOTAL)).isCloseTo(2 * schedule(kind).at(step, TOTAL), within(1e-9f));
        }
    }

    @Test
    void senselessSettingsAreRefusedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> new ScheduleConfig("steep", 0.01, 0, 0)).hasMessage("unknown schedule 'steep'; choose one of "
                + "[cosine, constant, linear, cosine_restarts, step_decay, inverse_sqrt, one_cycle, wsd]");
        assertThatThrownBy(() -> new ScheduleConfig("cosine", 0, 0, 0))
                .hasMessage("learning_rate must be a number above 0, got 0.0: 0.001 is a good start");
        assertThatThrownBy(() -> new ScheduleConfig("cosine", Double.NaN, 0, 0)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> new ScheduleConfig("cosine", 1, -1, 0))
                .hasMessage("warmup_steps must not be negative, got -1");
        assertThatThrownBy(() -> new ScheduleConfig("cosine", 1, 0, 1.5))
                .hasMessage("final_share must be from 0 to 1, got 1.5");
        assertThatThrownBy(() -> new OptimizerConfig("adamw", 1, 0.95, 1e-8, 0, false, 0))
                .hasMessage("beta1 must be from 0 to below 1, got 1.0: 0.9 or 0.95 is usual");
        assertThatThrownBy(() -> new OptimizerConfig("adamw", 0.9, 0.95, 1e-8, -1, false, 0))
                .hasMessage("weight_decay must be a finite number from 0 up, got -1.0");
        assertThatThrownBy(() -> new OptimizerConfig("guess", 0.9, 0.95, 1e-8, 0, false, 0)).hasMessage(
                "unknown optimizer 'guess'; choose one of [adamw, adam, amsgrad, adam_atan2, sign_sgd, sgd, lion, adafactor, muon]");
        assertThatThrownBy(() -> Trained.momentum("sgd", 0, true, 0))
                .hasMessage("nesterov needs a momentum above 0: 0.9 is usual");
    }
}
