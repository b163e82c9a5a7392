package dev.vitrine.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AxisTicksTest {
    @Test
    void ticksStandAtRoundNumbers() {
        assertThat(AxisTicks.linear(0, 500, 6, true).at()).containsExactly(0, 100, 200, 300, 400, 500);
        assertThat(AxisTicks.linear(0.9, 3.5, 6, false).at()).containsExactly(1, 1.5, 2, 2.5, 3, 3.5);
        assertThat(AxisTicks.linear(-0.03, 0.03, 4, false).at()).containsExactly(-0.02, 0, 0.02);
    }

    @Test
    void stepsAreNeverMarkedBetweenWholeNumbers() {
        assertThat(AxisTicks.linear(3, 5, 10, true).at()).containsExactly(3, 4, 5);
    }

    @Test
    void labelsHaveAsManyDigitsAsTheirDistanceNeeds() {
        assertThat(AxisTicks.linear(0.998, 1.0, 4, false).labels()).containsExactly("0.9980", "0.9985", "0.9990", "0.9995", "1.0000");
        assertThat(AxisTicks.linear(-2, 2, 4, false).labels()).containsExactly("−2", "−1", "0", "1", "2");
    }

    @Test
    void largeAndSmallAxesAreScientificThroughout() {
        assertThat(AxisTicks.linear(0, 300_000, 3, true).labels()).containsExactly("0", "1e5", "2e5", "3e5");
        assertThat(AxisTicks.linear(0, 4e-4, 2, false).labels()).containsExactly("0", "2e−4", "4e−4");
        assertThat(AxisTicks.linear(0, 150_000, 3, true).labels()).containsExactly("0", "5e4", "1.0e5", "1.5e5");
    }

    @Test
    void logarithmicTicksArePowersOfTen() {
        AxisTicks ticks = AxisTicks.log(5e-5, 20, 8);
        assertThat(ticks.at()).containsExactly(1e-4, 1e-3, 1e-2, 0.1, 1, 10);
        assertThat(ticks.labels()).containsExactly("1e−4", "0.001", "0.01", "0.1", "1", "10");
    }

    @Test
    void fewPowersOfTenAreFilledWithTwosAndFives() {
        assertThat(AxisTicks.log(0.15, 12, 8).at()).containsExactly(0.2, 0.5, 1, 2, 5, 10);
    }

    @Test
    void manyPowersOfTenAreThinned() {
        assertThat(AxisTicks.log(1e-12, 1, 4).at().length).isBetween(3, 4);
    }

    @Test
    void aNarrowLogarithmicAxisIsMarkedLikeALinearOne() {
        assertThat(AxisTicks.log(3.1, 3.4, 4).at()).containsExactly(3.1, 3.2, 3.3, 3.4);
    }

    @Test
    void wholeStepsAreWrittenInFull() {
        assertThat(AxisTicks.step(123_456)).isEqualTo("123456");
    }
}
