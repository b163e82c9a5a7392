package dev.vitrine.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SchedulesTest {
    private static final int WARMUP = 10;
    private static final int TOTAL = 110;

    private static ScheduleConfig schedule(String kind) {
        return new ScheduleConfig(kind, 0.01, WARMUP, 0.1);
    }

    @Test
    void everyScheduleWarmsUpInALine() {
        for (String kind : Schedules.REGISTRY.names()) {
            for (int step = 0; step < WARMUP; step++) {
                assertThat(schedule(kind).at(step, TOTAL)).isEqualTo((float) (0.01 * (step + 1) / (WARMUP + 1)));
            }
            assertThat(schedule(kind).at(WARMUP, TOTAL)).as("the peak of " + kind).isEqualTo(0.01f);
        }
    }

    @Test
    void everyScheduleIsAtItsPeakAtMostAndNeverRisesAfterIt() {
        for (String kind : Schedules.REGISTRY.names()) {
            for (int step = WARMUP; step < TOTAL + 50; step++) {
                assertThat(schedule(kind).at(step + 1, TOTAL)).as(kind + " at " + step)
                        .isLessThanOrEqualTo(schedule(kind).at(step, TOTAL)).isPositive();
            }
        }
    }

    @Test
    void cosineGoesFromThePeakOverTheMiddleToItsShareAndStays() {
        ScheduleConfig cosine = schedule("cosine");
        assertThat(cosine.at(WARMUP, TOTAL)).isEqualTo(0.01f);
        assertThat(cosine.at(WARMUP + 25, TOTAL)).isCloseTo((float) (0.001 + 0.009 * (0.5 + Math.sqrt(0.125))), within(1e-9f));
        assertThat(cosine.at(60, TOTAL)).isCloseTo(0.0055f, within(1e-9f));
        assertThat(cosine.at(TOTAL, TOTAL)).isCloseTo(0.001f, within(1e-9f));
        assertThat(cosine.at(TOTAL + 1000, TOTAL)).isEqualTo(cosine.at(TOTAL, TOTAL));
    }

    @Test
    void constantStays() {
        assertThat(schedule("constant").at(TOTAL, TOTAL)).isEqualTo(0.01f);
    }

    @Test
    void aStageShorterThanItsWarmUpIsAllWarmUp() {
        assertThat(schedule("cosine").at(4, 5)).isEqualTo((float) (0.01 * 5 / 11));
        assertThat(schedule("cosine").at(WARMUP, 5)).isPositive();
    }

    @Test
    void anotherPeakScalesTheWholeSchedule() {
        ScheduleConfig doubled = schedule("cosine").withLearningRate(0.02);
        for (int step = 0; step < TOTAL; step++) {
            assertThat(doubled.at(step, TOTAL)).isCloseTo(2 * schedule("cosine").at(step, TOTAL), within(1e-9f));
        }
    }

    @Test
    void senselessSettingsAreRefusedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> new ScheduleConfig("linear", 0.01, 0, 0))
                .hasMessage("unknown schedule 'linear'; choose one of [cosine, constant]");
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
        assertThatThrownBy(() -> new OptimizerConfig("sgd", 0.9, 0.95, 1e-8, 0, false, 0))
                .hasMessage("unknown optimizer 'sgd'; choose one of [adamw]");
    }
}
